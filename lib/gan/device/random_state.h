// The state of LibTorch's default generator of random numbers of a device.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

namespace gan {

at::Tensor random_state(const c10::Device& device);
void set_random_state(const c10::Device& device, const at::Tensor& state);

}  // namespace gan
