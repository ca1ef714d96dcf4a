#include "gan/device/memory_limit.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <thread>

#include "gan/device/control_groups.h"

namespace gan {
namespace {

constexpr std::uint64_t kKilobyte = 1024;
constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();

// The number that follows the word in a file of words and numbers; `otherwise` if there is none.
std::uint64_t number_after(const std::string& path, const std::string& word,
                           std::uint64_t otherwise) {
  std::ifstream file(path);
  for (std::string each; file >> each;)
    if (std::uint64_t number = 0; each == word && file >> number) return number;
  return otherwise;
}

std::uint64_t only_number(const std::string& path, std::uint64_t otherwise) {
  std::uint64_t number = 0;
  return std::ifstream(path) >> number ? number : otherwise;
}

std::uint64_t difference(std::uint64_t from, std::uint64_t what) {
  return from - std::min(from, what);
}

// What a group counts as used includes the cache of files, which gives way.
std::uint64_t left_in(const std::string& folder, bool second_version) {
  const std::string limit = second_version ? "/memory.max" : "/memory.limit_in_bytes";
  const std::string usage = second_version ? "/memory.current" : "/memory.usage_in_bytes";
  const std::uint64_t most = only_number(folder + limit, kUnknown);  // "max" is no limit
  if (most == kUnknown) return kUnknown;
  const std::uint64_t cached =
      number_after(folder + "/memory.stat", second_version ? "file" : "total_cache", 0);
  return difference(most, difference(only_number(folder + usage, 0), cached));
}

}  // namespace

std::uint64_t available_memory(const std::string& root) {
  const std::string memory = root + "/proc/meminfo";
  std::uint64_t least = number_after(memory, "MemAvailable:", kUnknown);
  if (least != kUnknown) least = (least + number_after(memory, "SwapFree:", 0)) * kKilobyte;
  for_each_group("memory", root, [&](const std::string& folder, bool second_version) {
    least = std::min(least, left_in(folder, second_version));
  });
  return least;
}

void limit_memory() {
  // Threads reserve stacks that they hardly use.
  constexpr std::uint64_t kOfAThread = std::uint64_t{32} << 20;
  const std::uint64_t available = available_memory();
  const std::uint64_t used = number_after("/proc/self/status", "VmData:", kUnknown);
  rlimit limit{};
  if (available == kUnknown || used == kUnknown || ::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  const std::uint64_t most =
      used * kKilobyte + available + kOfAThread * std::max(1U, std::thread::hardware_concurrency());
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur, most);
  ::setrlimit(RLIMIT_DATA, &limit);
}

}  // namespace gan
