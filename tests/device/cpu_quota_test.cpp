#include "gan/device/cpu_quota.h"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

constexpr const char* kSecond =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
constexpr const char* kFirst =
    "31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
    "32 23 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n";

class CpuQuota : public testing::Test {
 protected:
  void system(const std::string& groups, const std::string& mounts) const {
    put("/proc/self/cgroup", groups);
    put("/proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda rw\n" + mounts);
  }
  void put(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = folder.path() + path;
    std::filesystem::create_directories(whole.parent_path());
    write_file(whole.string(), text);
  }
  void first_version(const std::string& group, const std::string& quota,
                     const std::string& period = "100000") const {
    put("/sys/fs/cgroup/cpu,cpuacct" + group + "/cpu.cfs_quota_us", quota + "\n");
    put("/sys/fs/cgroup/cpu,cpuacct" + group + "/cpu.cfs_period_us", period + "\n");
  }
  double quota() const { return cpu_quota(folder.path()); }
  TempFolder folder;
};

TEST_F(CpuQuota, WithoutGroupsThereIsNone) {
  EXPECT_EQ(quota(), INFINITY);
  system("", "");
  EXPECT_EQ(quota(), INFINITY);
  system("nonsense\n::\n", "nonsense\n - cgroup2\n" + std::string(kSecond));
  EXPECT_EQ(quota(), INFINITY);
}

TEST_F(CpuQuota, OfTheSecondVersion) {
  system("0::/\n", kSecond);
  put("/sys/fs/cgroup/cpu.max", "150000 100000\n");
  EXPECT_EQ(quota(), 1.5);
  put("/sys/fs/cgroup/cpu.max", "max 100000\n");
  EXPECT_EQ(quota(), INFINITY);
}

TEST_F(CpuQuota, OfAGroupAbove) {
  system("0::/batch/job 7/step\n", kSecond);
  put("/sys/fs/cgroup/batch/job 7/step/cpu.max", "max 100000\n");
  put("/sys/fs/cgroup/batch/job 7/cpu.max", "300000 100000\n");
  put("/sys/fs/cgroup/batch/cpu.max", "400000 100000\n");
  EXPECT_EQ(quota(), 3);
  put("/sys/fs/cgroup/batch/cpu.max", "50000 100000\n");
  EXPECT_EQ(quota(), 0.5);
}

TEST_F(CpuQuota, OfTheFirstVersion) {
  system("4:memory:/m\n3:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n", kFirst);
  first_version("/docker/abc", "-1");
  EXPECT_EQ(quota(), INFINITY);
  first_version("/docker/abc", "25000", "50000");
  EXPECT_EQ(quota(), 0.5);
  first_version("/docker/abc", "400000");
  first_version("/docker", "200000");
  EXPECT_EQ(quota(), 2);
}

// A container sees its own group at the mount, or groups outside of what it sees.
TEST_F(CpuQuota, SeenFromInside) {
  for (const char* group : {"/docker/abc", "/", "/../other", "/docker/abcd", "/docker"}) {
    system("3:cpu,cpuacct:" + std::string(group) + "\n",
           "32 23 0:28 /docker/abc /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu\n");
    first_version("", "100000");
    EXPECT_EQ(quota(), 1) << group;
  }
}

TEST_F(CpuQuota, OfBothVersionsTheLess) {
  system("3:cpu,cpuacct:/a\n0::/b\n", std::string(kSecond) + kFirst);
  first_version("/a", "300000");
  put("/sys/fs/cgroup/b/cpu.max", "200000 100000\n");
  EXPECT_EQ(quota(), 2);
}

}  // namespace
}  // namespace gan::test
