// The end of a program that does what no GPU allows, or what the pretend one does not know.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace gan::pretend {

[[noreturn]] inline void fail(const std::string& what) {
  std::fprintf(stderr, "pretend GPU: %s\n", what.c_str());
  std::fflush(stderr);
  std::abort();
}

}  // namespace gan::pretend
