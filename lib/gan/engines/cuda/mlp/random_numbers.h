// The random numbers of an iteration.
#pragma once

#include <c10/core/Device.h>

#include "gan/engines/cuda/mlp/input_kernels.h"

namespace gan::cuda {

// The numbers of the next iteration, which count as drawn from LibTorch's default generator of the
// device. While a graph is captured they lie where each replay puts new ones.
RandomSource next_numbers(const c10::Device& device);

}  // namespace gan::cuda
