#include "cli/machine.h"

#include <fstream>
#include <sstream>
#include <string>

#include <gnu/libc-version.h>
#include <nlohmann/json.hpp>

namespace gan::app {
namespace {

// The value of the first line "NAME : VALUE".
std::string cpuinfo(const std::string& name) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos && line.substr(0, line.find_first_of("\t:")) == name)
      return line.substr(colon + 2);
  }
  return "";
}

// Of the hundred and more flags, those of instructions that LibTorch or the kernels may choose by.
std::string vector_instructions() {
  std::istringstream flags(cpuinfo("flags"));
  std::string chosen;
  for (std::string flag; flags >> flag;)
    for (const char* family : {"sse4", "f16c", "fma", "avx", "amx"})
      if (flag.rfind(family, 0) == 0) chosen += (chosen.empty() ? "" : " ") + flag;
  return chosen;
}

std::string first_line_of(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

}  // namespace

nlohmann::ordered_json machine_json() {
  nlohmann::ordered_json machine = {{"cpu", cpuinfo("model name")},
                                    {"instructions", vector_instructions()},
                                    {"libc", std::string("glibc ") + gnu_get_libc_version()}};
  const std::string driver = first_line_of("/proc/driver/nvidia/version");
  if (!driver.empty()) machine["nvidia_driver"] = driver;
  return machine;
}

}  // namespace gan::app
