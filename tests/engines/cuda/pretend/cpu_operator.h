// An operator of LibTorch on a GPU's tensors, computed by the CPU's operator.
#pragma once

#include <ATen/core/boxing/KernelFunction.h>

namespace gan::pretend {

// What the current stream was given is done before; a capture cannot hold it. Random operators draw
// from numbers that the GPU's generator's seed and offset decide, and move its offset on.
void run_on_cpu(const c10::OperatorHandle& op, c10::DispatchKeySet keys, torch::jit::Stack* stack);

}  // namespace gan::pretend
