// The text of page.css and page.js, which CMake (GanPage.cmake) puts into page_text.cpp.
#pragma once

namespace gan {

extern const char* const page_style;

// The script of the slider, which the page does without too. It holds none of the characters that
// XML would read as its own.
extern const char* const page_script;

}  // namespace gan
