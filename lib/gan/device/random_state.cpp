#include "gan/device/random_state.h"

#include <mutex>

#include <ATen/Context.h>

namespace gan {

at::Tensor random_state(const c10::Device& device) {
  at::Generator generator = at::globalContext().defaultGenerator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.get_state().clone();
}

void set_random_state(const c10::Device& device, const at::Tensor& state) {
  at::Generator generator = at::globalContext().defaultGenerator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(state.clone());
}

}  // namespace gan
