#include "gan/device/cpu_quota.h"

#include <algorithm>
#include <fstream>
#include <limits>

#include "gan/device/control_groups.h"

namespace gan {
namespace {

constexpr double kNoQuota = std::numeric_limits<double>::infinity();

double quota_in(const std::string& folder, bool second_version) {
  double quota = 0, period = 0;
  if (second_version) {
    // "200000 100000" are two cores, "max 100000" is no limit.
    std::ifstream(folder + "/cpu.max") >> quota >> period;
  } else {
    std::ifstream(folder + "/cpu.cfs_quota_us") >> quota;
    std::ifstream(folder + "/cpu.cfs_period_us") >> period;
  }
  return quota > 0 && period > 0 ? quota / period : kNoQuota;
}

}  // namespace

double cpu_quota(const std::string& root) {
  double least = kNoQuota;
  for_each_group("cpu", root, [&](const std::string& folder, bool second_version) {
    least = std::min(least, quota_in(folder, second_version));
  });
  return least;
}

}  // namespace gan
