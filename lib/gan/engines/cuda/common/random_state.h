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

// For checks: puts the random numbers back at its end, and leaves them unlike a training's first
// ones meanwhile, for a graph that ignored where the numbers begin would be right from 0 on.
class OtherRandomNumbers {
 public:
  explicit OtherRandomNumbers(const c10::Device& device);
  ~OtherRandomNumbers() { set_random_state(device_, before_); }
  OtherRandomNumbers(const OtherRandomNumbers&) = delete;
  OtherRandomNumbers& operator=(const OtherRandomNumbers&) = delete;

 private:
  c10::Device device_;
  at::Tensor before_;
};

}  // namespace gan::cuda
