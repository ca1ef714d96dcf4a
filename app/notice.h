// What a user must be told although nothing failed.
#pragma once

#include <iostream>
#include <string>

namespace gan::app {

// One line on standard error; nothing for an empty text.
inline void notice(const std::string& text) {
  if (!text.empty()) std::cerr << "gan: " << text << "\n";
}

}  // namespace gan::app
