// How much of the processor a container or a batch system allows.
#pragma once

#include <string>

namespace gan {

// Cores' worth of processor time that this process's control groups grant it: the least of cpu.max
// (version 2) and cpu.cfs_quota_us (version 1), those of the groups above its own counted in.
// Infinity where there is no limit, and where none can be read. `root` stands before all paths.
double cpu_quota(const std::string& root = "");

}  // namespace gan
