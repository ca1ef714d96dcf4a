// The text of page.css and page.js, which CMake (GanPage.cmake) puts into page_text.cpp.
#pragma once

namespace gan {

extern const char* const page_style;
extern const char* const page_script;

}  // namespace gan
