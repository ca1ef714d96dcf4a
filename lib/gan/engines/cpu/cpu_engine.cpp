#include "gan/engines/cpu/cpu_engine.h"

#include <mutex>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/engines/cpu/cpu_images.h"
#include "gan/training/random_shift.h"

namespace gan {
namespace {

constexpr float kBlack = -1;

std::uint64_t random_key() {
  at::Generator generator = at::detail::getDefaultCPUGenerator();
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

const CpuKernels& checked(const CpuKernels& kernels, Precision precision) {
  const Error error = Error::usage("preparing the training").hint("leave it out to use float32");
  if (precision == Precision::tf32)
    throw Error(error).at("--precision tf32").expected("a GPU").found("training on the CPU");
  if (precision == Precision::bf16 && kernels.forward_bf16 == nullptr)
    throw Error(error)
        .at("--precision bf16")
        .expected("a processor with AVX512-BF16")
        .found("one without it");
  return kernels;
}

}  // namespace

CpuEngine::CpuEngine(Players& players, RandomBatches& batches, const TrainingOptions& options,
                     int threads, const CpuKernels& kernels)
    : batches_(batches),
      data_parallel_(players.data_parallel),
      pool_(threads),
      jobs_(pool_, checked(kernels, options.precision)),
      bf16_(options.precision == Precision::bf16),
      image_(players.generator->image()),
      generator_(players.generator, players.generator_optimizer, data_parallel_, batches.part(),
                 bf16_, jobs_),
      discriminator_(players.discriminator, players.discriminator_optimizer, data_parallel_,
                     batches.part(), bf16_, jobs_),
      dropout_(players.discriminator->options().dropout > 0),
      most_shift_(options.shift),
      shifted_(most_shift_ > 0 ? batches.part().count : 0, batches.values(), bf16_),
      shifted_gradient_(shifted_.rows(), batches.values(), bf16_),
      real_images_(batches.part().count, batches.values(), bf16_),
      latents_(2 * batches.part().count, players.generator->options().latent_dim, bf16_) {}

std::int64_t CpuEngine::advance(std::int64_t) {
  const BatchPart& part = batches_.part();
  const at::Tensor chosen = part.of(batches_.choose());
  const std::int64_t pixels = batches_.values();
  const std::uint8_t* images = batches_.images().const_data_ptr<std::uint8_t>();
  const std::int64_t* index = chosen.const_data_ptr<std::int64_t>();
  write_rows(jobs_, real_images_, [&](std::int64_t row, float* to) {
    jobs_.kernels().scale_pixels(images + index[row] * pixels, to, pixels);
  });

  const auto draw_latents = [&] { return part.of(torch::randn({part.whole, latents_.columns()})); };
  const at::Tensor for_fakes = draw_latents();
  draw_shifts_of(real);
  draw_shifts_of(fake);
  const at::Tensor for_training = draw_latents();
  draw_shifts_of(generator);
  copy_rows(jobs_, torch::cat({for_fakes, for_training}), latents_);

  losses_.last = of_whole_batch(train_on_what_was_taken());
  const auto sums = values_of(losses_.sum), values = values_of(losses_.last);
  for (std::size_t i = 0; i < kIterationValues; ++i) *sums[i] += *values[i];
  return 1;
}

IterationLossValues CpuEngine::of_whole_batch(IterationLossValues of_part) const {
  if (data_parallel_.is_alone()) return of_part;
  const auto values = values_of(of_part);
  const at::Tensor means = torch::empty({kIterationValues}, torch::kFloat64);
  auto* const mean = means.data_ptr<double>();
  for (std::size_t i = 0; i < kIterationValues; ++i) mean[i] = *values[i];
  data_parallel_.average(means);
  for (std::size_t i = 0; i < kIterationValues; ++i) *values[i] = mean[i];
  return of_part;
}

LossTotals CpuEngine::take_losses() {
  return std::exchange(losses_, LossTotals());
}

IterationLossValues CpuEngine::train_iteration(const at::Tensor& real_images,
                                               const at::Tensor& latents) {
  copy_rows(jobs_, real_images, real_images_);
  copy_rows(jobs_, latents, latents_);
  for (const Pass pass : {real, fake, generator}) draw_shifts_of(pass);
  return train_on_what_was_taken();
}

void CpuEngine::draw_shifts_of(Pass pass) {
  if (most_shift_ > 0)
    shifts_[pass] = batches_.part().of(draw_shifts(batches_.batch_size(), most_shift_, at::kCPU));
}

const Matrix& CpuEngine::augmented(const Matrix& images, Pass pass) {
  if (most_shift_ == 0) return images;
  move_images(jobs_, image_, images, shifts_[pass], 1, kBlack, shifted_);
  return shifted_;
}

IterationLossValues CpuEngine::train_on_what_was_taken() {
  const auto loss_of = [this](const Matrix& images, float target) {
    return discriminator_.loss_of(images, target, dropout_ ? random_key() : 0);
  };
  generator_.generate(latents_);

  IterationLossValues losses;
  const Matrix& reals = augmented(real_images_, real);
  losses.discriminator_real = loss_of(reals, 1);
  losses.real_logit = discriminator_.mean_logit();
  discriminator_.learn(reals);

  const Matrix& fakes = augmented(generator_.fakes(), fake);
  losses.discriminator_fake = loss_of(fakes, 0);
  losses.fake_logit = discriminator_.mean_logit();
  discriminator_.learn(fakes);

  const Matrix& training_images = augmented(generator_.training_images(), generator);
  losses.generator = loss_of(training_images, 1);
  const Matrix& gradient = discriminator_.gradient_before_tanh(training_images);
  if (most_shift_ > 0)
    move_images(jobs_, image_, gradient, shifts_[generator], -1, 0, shifted_gradient_);
  generator_.learn(latents_, most_shift_ > 0 ? shifted_gradient_ : gradient);
  return losses;
}

}  // namespace gan
