// Slurm's lists of machines.
#pragma once

#include <string>

namespace gan {

// "gpu[003-006,9],login" is gpu003; empty for an empty list.
std::string first_node(const std::string& list);

}  // namespace gan
