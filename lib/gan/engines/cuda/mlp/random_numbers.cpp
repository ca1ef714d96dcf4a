#include "gan/engines/cuda/mlp/random_numbers.h"

#include <mutex>

#include <ATen/Functions.h>
#include <ATen/core/Generator.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>

#include "gan/engines/cuda/mlp/launch.h"

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

at::Tensor drawn_images(const RandomBatches& batches, const RandomSource& random) {
  at::Tensor out = at::empty({batches.batch_size(), batches.values()},
                             at::TensorOptions(batches.device()).dtype(at::kFloat));
  run(GatherImages<float>{batches.images().data_ptr<std::uint8_t>(),
                          static_cast<std::uint32_t>(batches.image_count()), batches.values(),
                          batches.batch_size(), out.data_ptr<float>(), random},
      batches.device());
  return out;
}

at::Tensor drawn_latents(const RandomBatches& batches, std::int64_t latent_dim,
                         const RandomSource& random) {
  at::Tensor out = at::empty({2 * batches.batch_size(), latent_dim},
                             at::TensorOptions(batches.device()).dtype(at::kFloat));
  run(DrawLatents<float>{out.numel(), out.data_ptr<float>(), random}, batches.device());
  return out;
}

at::Tensor drawn_shifts(const RandomBatches& batches, std::int64_t most, std::uint32_t pass,
                        const RandomSource& random) {
  ShiftImages<float> kernel{};
  kernel.most = static_cast<std::uint32_t>(most);
  at::Tensor shifts = at::empty({batches.batch_size(), 2}, at::kLong);
  auto* out = shifts.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < batches.batch_size(); ++i) {
    const PhiloxWords words = random.draw(static_cast<std::uint32_t>(i), 0, kDrawShifts + pass);
    *out++ = kernel.drawn(words.word[0], words.word[1]);
    *out++ = kernel.drawn(words.word[2], words.word[3]);
  }
  return shifts.to(batches.device());
}

}  // namespace gan::cuda
