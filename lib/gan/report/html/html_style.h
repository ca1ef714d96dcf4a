// How a report looks and moves.
#pragma once

#include <string>

namespace gan {

// CSS of the page, that of its charts included.
std::string html_style();

// The script of the slider, which the page does without too. It holds none of the characters that
// XML would read as its own.
std::string html_script();

}  // namespace gan
