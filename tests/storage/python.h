// A Python with torch, to exchange TorchScript files with.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace gan::test {

struct PythonResult {
  int status = -1;     // the exit code
  std::string output;  // stdout and stderr
};

// The Python that the environment or the build names; empty where neither does or it has no torch.
inline std::string python_with_torch() {
  const char* named = std::getenv("GAN_TEST_PYTHON");
  const std::string python = named != nullptr ? named : GAN_TEST_PYTHON;
  const std::string check = "'" + python + "' -c 'import torch' >/dev/null 2>&1";
  return !python.empty() && std::system(check.c_str()) == 0 ? python : "";
}

inline PythonResult run_python(const std::string& python, const std::string& script,
                               const std::string& argument) {
  const std::string command = "'" + python + "' '" + script + "' '" + argument + "' 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  PythonResult result;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
    result.output.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

}  // namespace gan::test
