// The CPU time that a container or a batch system allows.
#pragma once

#include <string>

namespace gan {

// The CPU time, in cores, that this process's control groups allow: the least of cpu.max (version
// 2) and cpu.cfs_quota_us (version 1), of its own groups and those above them. Infinity if there is
// no limit or none can be read. `root` is put before all paths.
double cpu_quota(const std::string& root = "");

}  // namespace gan
