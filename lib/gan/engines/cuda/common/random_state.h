// LibTorch's default generator of random numbers on a GPU.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

namespace gan::cuda {

at::Tensor random_state(const c10::Device& device);
void set_random_state(const c10::Device& device, const at::Tensor& state);

// After a capture that failed, the generator takes itself for captured and refuses every draw.
// Gives it a new state, with the seed and offset of `state`.
void renew_random_state(const c10::Device& device, const at::Tensor& state);

}  // namespace gan::cuda
