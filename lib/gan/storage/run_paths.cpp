#include "gan/storage/run_paths.h"

#include <cstdio>

namespace gan {

std::string RunPaths::sample(std::int64_t epoch) const {
  char name[40];
  std::snprintf(name, sizeof name, "epoch-%04lld.png", static_cast<long long>(epoch));
  return samples() + "/" + name;
}

}  // namespace gan
