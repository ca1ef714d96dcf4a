#include "gan/engines/cuda/mlp/random_numbers.h"

#include <mutex>

#include <ATen/core/Generator.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>

namespace gan::cuda {

RandomSource next_numbers(const c10::Device& device) {
  at::Generator generator = at::cuda::detail::getDefaultCUDAGenerator(device.index());
  const std::lock_guard<std::mutex> lock(generator.mutex());
  const at::PhiloxCudaState state =
      at::check_generator<at::CUDAGeneratorImpl>(generator)->philox_cuda_state(
          RandomSource::kNumbersPerIteration);
  RandomSource source;
  if (state.captured_) {
    source.seed_at = state.seed_.ptr;
    source.offset_at = state.offset_.ptr;
    source.offset = state.offset_intragraph_;
  } else {
    source.seed = state.seed_.val;
    source.offset = state.offset_.val;
  }
  return source;
}

}  // namespace gan::cuda
