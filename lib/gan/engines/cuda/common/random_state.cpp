#include "gan/engines/cuda/common/random_state.h"

#include <mutex>

#include <ATen/core/Generator.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>

namespace gan::cuda {
namespace {

at::Generator default_generator(const c10::Device& device) {
  return at::cuda::detail::getDefaultCUDAGenerator(device.index());
}

}  // namespace

at::Tensor random_state(const c10::Device& device) {
  at::Generator generator = default_generator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.get_state().clone();
}

void set_random_state(const c10::Device& device, const at::Tensor& state) {
  at::Generator generator = default_generator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(state.clone());
}

void renew_random_state(const c10::Device& device, const at::Tensor& state) {
  at::Generator fresh = at::cuda::detail::createCUDAGenerator(device.index());
  fresh.set_state(state.clone());
  at::Generator generator = default_generator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.graphsafe_set_state(fresh.graphsafe_get_state());
}

}  // namespace gan::cuda
