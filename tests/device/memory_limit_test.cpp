#include "gan/device/memory_limit.h"

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <new>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

constexpr std::uint64_t kGigabyte = std::uint64_t{1} << 30;

class MemoryLimit : public testing::Test {
 protected:
  void put(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = folder_.path() + path;
    std::filesystem::create_directories(whole.parent_path());
    write_file(whole.string(), text);
  }
  void system_has(const std::string& available, const std::string& swap) const {
    put("/proc/meminfo", "MemTotal: 99 kB\nMemFree: 1 kB\nMemAvailable: " + available +
                             " kB\nSwapTotal: 77 kB\nSwapFree: " + swap + " kB\n");
  }
  std::uint64_t available() const { return available_memory(folder_.path()); }

 private:
  const TempFolder folder_;
};

TEST_F(MemoryLimit, IsWhatTheSystemHasLeft) {
  EXPECT_EQ(available(), std::numeric_limits<std::uint64_t>::max());
  system_has("3000", "50");
  EXPECT_EQ(available(), 3050u * 1024);
}

TEST_F(MemoryLimit, OrWhatTheGroupsOfTheSecondVersionHave) {
  system_has("3000000", "0");
  put("/proc/self/cgroup", "0::/a/b\n");
  put("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  put("/sys/fs/cgroup/a/b/memory.max", "max\n");
  put("/sys/fs/cgroup/a/memory.max", "100000\n");
  put("/sys/fs/cgroup/a/memory.current", "60000\n");
  EXPECT_EQ(available(), 40000u);
  // Cached files give way.
  put("/sys/fs/cgroup/a/memory.stat", "anon 50000\nfile 10000\n");
  EXPECT_EQ(available(), 50000u);
  put("/sys/fs/cgroup/a/memory.current", "200000\n");
  EXPECT_EQ(available(), 0u);
}

TEST_F(MemoryLimit, OrThoseOfTheFirst) {
  system_has("3000000", "0");
  put("/proc/self/cgroup", "4:memory:/m\n3:cpu:/c\n");
  put("/proc/self/mountinfo", "31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
  put("/sys/fs/cgroup/memory/m/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_EQ(available(), 3000000u * 1024);
  put("/sys/fs/cgroup/memory/m/memory.limit_in_bytes", "5000\n");
  put("/sys/fs/cgroup/memory/m/memory.usage_in_bytes", "4000\n");
  put("/sys/fs/cgroup/memory/m/memory.stat", "cache 7\ntotal_cache 100\n");
  EXPECT_EQ(available(), 1100u);
}

// In a process of its own, as the limit stays.
TEST(MemoryLimitDeathTest, AllocationsBeyondItFail) {
  const auto allocates = [](std::uint64_t bytes) {
    void* const memory = std::malloc(bytes);
    std::free(memory);
    return memory != nullptr;
  };
  EXPECT_EXIT(
      {
        const std::uint64_t available = available_memory();
        limit_memory();
        rlimit limit{};
        ::getrlimit(RLIMIT_DATA, &limit);
        const bool right = limit.rlim_cur >= available && allocates(available / 2) &&
                           !allocates(limit.rlim_cur + kGigabyte);
        std::_Exit(right ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace gan::test
