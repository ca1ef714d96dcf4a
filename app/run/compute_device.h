// The device of a command.
#pragma once

#include <c10/core/Device.h>

#include "gan/training/options.h"

namespace gan::app {

// The chosen one. On the CPU, this process also gets a memory limit (memory_limit.h), so that too
// little memory ends in an error.
c10::Device compute_device(const ComputeOptions& options);

}  // namespace gan::app
