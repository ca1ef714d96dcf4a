#include "gan/engines/cuda/mlp/iteration.h"

#include <ATen/Functions.h>
#include <torch/utils.h>

#include "gan/engines/cuda/mlp/launch.h"
#include "gan/math/adam_math.h"

namespace gan::cuda {
namespace {

// Indices of an iteration's values: those of IterationLossValues that this computes.
enum Value : std::int64_t { kRealLoss, kFakeLoss, kGeneratorLoss, kRealLogit, kFakeLogit, kValues };

IterationLossValues values(const double* losses) {
  return {losses[kRealLoss], losses[kFakeLoss],  losses[kGeneratorLoss],
          /*penalty=*/0,     losses[kRealLogit], losses[kFakeLogit]};
}

}  // namespace

Iteration::Iteration(Players& players, const RandomBatches& batches, const TrainingOptions& options,
                     at::ScalarType products)
    : batches_(batches),
      image_(players.generator->image()),
      most_shift_(options.shift),
      real_(at::empty({batches.batch_size(), batches.values()},
                      at::TensorOptions(batches.device()).dtype(products))),
      losses_(at::zeros({2 * kValues}, at::TensorOptions(batches.device()).dtype(at::kDouble))),
      discriminator_(players, batches.batch_size(), options, products),
      generator_(players, batches.batch_size(), options, products),
      side_(batches.device(), StreamUse::fakes) {
  if (most_shift_ == 0) return;
  shifted_ = at::empty_like(real_);
  shifted_gradient_ = at::empty_like(real_);
}

LossTarget Iteration::loss_target(float target, std::int64_t loss, std::int64_t logit) const {
  double* const sums = losses_.data_ptr<double>();
  double* const last = sums + kValues;
  if (logit == kValues) return {target, sums + loss, last + loss, nullptr, nullptr};
  return {target, sums + loss, last + loss, sums + logit, last + logit};
}

void Iteration::gather_images(const RandomSource& random) {
  with_type(real_.scalar_type(), [&](auto number) {
    using T = decltype(number);
    cuda::run(GatherImages<T>{batches_.images().data_ptr<std::uint8_t>(),
                              static_cast<std::uint32_t>(batches_.image_count()), batches_.values(),
                              batches_.batch_size(), real_.data_ptr<T>(), random},
              real_.device());
  });
}

at::Tensor Iteration::augmented(const at::Tensor& images, std::uint32_t pass,
                                const RandomSource& random) {
  if (most_shift_ == 0) return images;
  shift(images, /*back=*/false, pass, random, shifted_);
  return shifted_;
}

void Iteration::shift(const at::Tensor& from, bool back, std::uint32_t pass,
                      const RandomSource& random, const at::Tensor& to) {
  with_type(real_.scalar_type(), [&](auto number) {
    using T = decltype(number);
    ShiftImages<T> kernel{};
    kernel.images = from.data_ptr<T>();
    kernel.out = to.data_ptr<T>();
    kernel.batch = from.size(0);
    kernel.height = image_.height;
    kernel.width = image_.width;
    kernel.most = static_cast<std::uint32_t>(most_shift_);
    kernel.back = back;
    kernel.fill = back ? 0.0F : -1.0F;  // no gradient, or black
    kernel.purpose = kDrawShifts + pass;
    kernel.random = random;
    cuda::run(kernel, from.device());
  });
}

void Iteration::run(const RandomSource& random) {
  const torch::NoGradGuard no_grad;
  side_.run([&] { generator_.forward(random); });
  gather_images(random);
  discriminator_.update(augmented(real_, 0, random), loss_target(1, kRealLoss, kRealLogit),
                        /*pass=*/0, random);
  side_.join();
  discriminator_.update(augmented(generator_.fakes(), 1, random),
                        loss_target(0, kFakeLoss, kFakeLogit), /*pass=*/1, random);
  const at::Tensor gradient = most_shift_ > 0 ? shifted_gradient_ : generator_.image_gradient();
  discriminator_.loss_of(augmented(generator_.training_images(), 2, random),
                         loss_target(1, kGeneratorLoss, kValues), /*pass=*/2, random,
                         generator_.optimizer().begin_step(), gradient);
  if (most_shift_ > 0)
    shift(gradient, /*back=*/true, /*pass=*/2, random, generator_.image_gradient());
  generator_.backward_and_step();
}

LossTotals Iteration::take_losses() {
  const torch::NoGradGuard no_grad;
  const at::Tensor read = losses_.to(at::kCPU, /*non_blocking=*/false, /*copy=*/true);
  const double* const losses = read.data_ptr<double>();
  const LossTotals totals{values(losses), values(losses + kValues)};
  losses_.narrow(0, 0, kValues).zero_();
  discriminator_.optimizer().store_steps();
  generator_.optimizer().store_steps();
  return totals;
}

void Iteration::start_losses(const IterationLossValues& sum) {
  const torch::NoGradGuard no_grad;
  losses_.narrow(0, 0, kValues)
      .copy_(at::tensor({sum.discriminator_real, sum.discriminator_fake, sum.generator,
                         sum.real_logit, sum.fake_logit},
                        at::TensorOptions().dtype(at::kDouble)));
}

std::vector<at::Tensor> Iteration::changing() const {
  std::vector<at::Tensor> tensors = {losses_};
  for (const std::vector<at::Tensor>& more :
       {discriminator_.optimizer().changing(), generator_.optimizer().changing(),
        generator_.moving_statistics()})
    tensors.insert(tensors.end(), more.begin(), more.end());
  return tensors;
}

void Iteration::refresh() {
  const torch::NoGradGuard no_grad;
  discriminator_.refresh();
  generator_.refresh();
}

}  // namespace gan::cuda
