// What may come of any input: success or gan::Error. Everything else ends the process.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "gan/base/error.h"

namespace gan::fuzz {

// Ends the process, which the fuzzer takes for a finding, unless the condition holds.
inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// Whether the action ends without an error. An error must be a line of some text.
template <class Action>
bool succeeds(Action&& action) {
  try {
    std::forward<Action>(action)();
    return true;
  } catch (const Error& error) {
    const std::string text = error.what();
    require(!text.empty(), "errors have a text");
    for (const char c : text)
      require(static_cast<unsigned char>(c) >= ' ' && c != 0x7F, "errors are one line");
    return false;
  }
}

}  // namespace gan::fuzz
