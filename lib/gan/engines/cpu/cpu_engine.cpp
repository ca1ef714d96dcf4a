#include "gan/engines/cpu/cpu_engine.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/training/random_shift.h"

namespace gan {
namespace {

std::uint64_t random_key() {
  at::Generator generator = at::detail::getDefaultCPUGenerator();
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

const CpuKernels& checked(const CpuKernels& kernels, Precision precision) {
  const Error error = Error::usage("preparing the training").hint("leave it out, for float32");
  if (precision == Precision::tf32)
    throw Error(error).at("--precision tf32").expected("a GPU").found("training on the CPU");
  if (precision == Precision::bf16 && kernels.forward_bf16 == nullptr)
    throw Error(error)
        .at("--precision bf16")
        .expected("a processor with AVX512-BF16")
        .found("one without");
  return kernels;
}

}  // namespace

CpuEngine::CpuEngine(Players& players, RandomBatches& batches, const TrainingOptions& options,
                     int threads, const CpuKernels& kernels)
    : batches_(batches),
      pool_(threads),
      jobs_(pool_, checked(kernels, options.precision)),
      generator_(players.generator, players.generator_optimizer, batches.batch_size(),
                 options.precision == Precision::bf16, jobs_),
      discriminator_(players.discriminator, players.discriminator_optimizer, batches.batch_size(),
                     options.precision == Precision::bf16, jobs_),
      dropout_(players.discriminator->options().dropout > 0),
      most_shift_(options.shift),
      real_images_(batches.batch_size(), batches.values(), options.precision == Precision::bf16),
      latents_(2 * batches.batch_size(), players.generator->options().latent_dim,
               options.precision == Precision::bf16) {
  if (most_shift_ > 0)
    shift_.emplace(players.generator->image(), batches.batch_size(),
                   options.precision == Precision::bf16, pool_, kernels);
}

std::int64_t CpuEngine::advance(std::int64_t) {
  const at::Tensor chosen = batches_.choose();
  const std::int64_t pixels = batches_.values();
  const std::uint8_t* images = batches_.images().const_data_ptr<std::uint8_t>();
  const std::int64_t* index = chosen.const_data_ptr<std::int64_t>();
  take_real_images([&](std::int64_t row, float* to) {
    jobs_.kernels().scale_pixels(images + index[row] * pixels, to, pixels);
  });

  const at::Tensor latents = torch::empty({2, batches_.batch_size(), latents_.columns()});
  latents[0].normal_();
  draw_shifts_of(real);
  draw_shifts_of(fake);
  latents[1].normal_();
  draw_shifts_of(generator);
  take_latents(latents);

  losses_.last = train_on_what_was_taken();
  const auto sums = values_of(losses_.sum), values = values_of(losses_.last);
  for (std::size_t i = 0; i < kIterationValues; ++i) *sums[i] += *values[i];
  return 1;
}

LossTotals CpuEngine::take_losses() {
  return std::exchange(losses_, LossTotals());
}

IterationLossValues CpuEngine::train_iteration(const at::Tensor& real_images,
                                               const at::Tensor& latents) {
  const float* from = real_images.const_data_ptr<float>();
  take_real_images([&](std::int64_t row, float* to) {
    std::copy_n(from + row * real_images_.columns(), real_images_.columns(), to);
  });
  take_latents(latents);
  for (const Pass pass : {real, fake, generator}) draw_shifts_of(pass);
  return train_on_what_was_taken();
}

void CpuEngine::draw_shifts_of(Pass pass) {
  if (shift_) shifts_[pass] = draw_shifts(batches_.batch_size(), most_shift_, at::kCPU);
}

const Matrix& CpuEngine::augmented(const Matrix& images, Pass pass) {
  return shift_ ? shift_->shifted(images, shifts_[pass]) : images;
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
  generator_.learn(latents_, shift_ ? shift_->gradient_by_unshifted(gradient) : gradient);
  return losses;
}

void CpuEngine::take_real_images(
    const std::function<void(std::int64_t row, float* to)>& write_row) {
  constexpr std::int64_t kRows = 16;
  const std::int64_t rows = real_images_.rows();
  pool_.run((rows + kRows - 1) / kRows, [&](std::int64_t task, int) {
    for (std::int64_t row = task * kRows; row < std::min(rows, (task + 1) * kRows); ++row) {
      write_row(row, real_images_.row(row));
      round_to_bf16(jobs_.kernels(), real_images_, row, 1);
    }
  });
}

void CpuEngine::take_latents(const at::Tensor& latents) {
  const float* from = latents.const_data_ptr<float>();
  for (std::int64_t row = 0; row < latents_.rows(); ++row)
    std::copy_n(from + row * latents_.columns(), latents_.columns(), latents_.row(row));
  round_to_bf16(jobs_.kernels(), latents_, 0, latents_.rows());
}

}  // namespace gan
