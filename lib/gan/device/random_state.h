// The state of a device's default random generator in LibTorch.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

namespace gan {

at::Tensor random_state(const c10::Device& device);
void set_random_state(const c10::Device& device, const at::Tensor& state);

}  // namespace gan
