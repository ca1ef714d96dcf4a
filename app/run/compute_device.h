// The device of a command.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

#include "gan/training/options.h"

namespace gan::app {

// The chosen one. On the CPU, this process also gets a memory limit (memory_limit.h), so that too
// little memory ends in an error.
c10::Device compute_device(const ComputeOptions& options);

// Of a training, where each process of a machine takes another GPU: auto is cuda:LOCAL_RANK. All
// processes must call it. Throws Error also where others compute on another kind of device.
c10::Device training_device(const ComputeOptions& options);

// For set_threads(): processes that may use the same cores share them, unless --threads or
// OMP_NUM_THREADS says how many to use. torchrun's OMP_NUM_THREADS=1 does not count: it stands for
// no choice of the user.
std::int64_t training_threads(const ComputeOptions& options);

}  // namespace gan::app
