// Messages to the user other than results.
#pragma once

#include <initializer_list>
#include <iostream>
#include <string>

#include "gan/storage/files/output_target.h"

namespace gan::app {

// Prints one line on standard error that reports no failure; nothing for an empty text.
inline void notice(const std::string& text) {
  if (!text.empty()) std::cerr << "gan: " << text << "\n";
}

inline void warn(const std::string& text) {
  if (!text.empty()) notice("warning: " + text);
}

// The stream for facts about the outputs: standard output, or standard error if an output goes to
// standard output itself.
inline std::ostream& facts_beside(std::initializer_list<std::string> outputs) {
  for (const std::string& output : outputs)
    if (is_standard_output(output)) return std::cerr;
  return std::cout;
}

}  // namespace gan::app
