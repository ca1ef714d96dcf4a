// What a user is told beside the results.
#pragma once

#include <initializer_list>
#include <iostream>
#include <string>

#include "gan/storage/files/output_target.h"

namespace gan::app {

// One line on standard error, of what must be told although nothing failed; nothing for no text.
inline void notice(const std::string& text) {
  if (!text.empty()) std::cerr << "gan: " << text << "\n";
}

inline void warn(const std::string& text) {
  if (!text.empty()) notice("warning: " + text);
}

// Where to say what was written: standard output, unless one of the outputs goes there itself.
inline std::ostream& facts_beside(std::initializer_list<std::string> outputs) {
  for (const std::string& output : outputs)
    if (is_standard_output(output)) return std::cerr;
  return std::cout;
}

}  // namespace gan::app
