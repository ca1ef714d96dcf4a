// The text of page.css and page.js, which CMake (GanPage.cmake) puts into page_text.cpp.
#pragma once

namespace gan {

extern const char* const page_style;

// The script of the slider. The page also works without it. It holds no characters that are special
// in XML.
extern const char* const page_script;

}  // namespace gan
