// Runs a kernel where its data is.
#pragma once

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>
#include <c10/util/BFloat16.h>

#include "gan/engines/cuda/mlp/kernel.h"

namespace gan::cuda {

// On LibTorch's current stream. Throws c10::Error where the device refuses. Instantiated in
// launch.cu for all kernels, for float and c10::BFloat16.
template <class Kernel>
void launch(const Kernel& kernel);

template <class Kernel>
void run(const Kernel& kernel, const c10::Device& device) {
  if (device.is_cuda())
    launch(kernel);
  else
    run_on_host(kernel);
}

// Calls `work` with a number of the type that products have: float32 or bfloat16.
template <class Work>
void with_type(at::ScalarType products, const Work& work) {
  if (products == at::kBFloat16)
    work(c10::BFloat16());
  else
    work(float());
}

}  // namespace gan::cuda
