#include "gan/cuda/iteration.h"

#include <ATen/Functions.h>
#include <c10/util/BFloat16.h>
#include <torch/utils.h>

#include "gan/cuda/launch.h"

namespace gan::cuda {
namespace {

constexpr std::int64_t kUpdates = 3;

template <class T>
void gather(const RandomBatches& batches, const at::Tensor& out, const RandomSource& random) {
  run(GatherImages<T>{batches.images().data_ptr<std::uint8_t>(),
                      static_cast<std::uint32_t>(batches.image_count()), batches.pixels(),
                      batches.batch_size(), out.data_ptr<T>(), random},
      out.device());
}

IterationLossValues values(const double* losses) {
  return {losses[0], losses[1], losses[2]};
}

}  // namespace

Iteration::Iteration(Players& players, const RandomBatches& batches, const TrainingOptions& options,
                     at::ScalarType products)
    : batches_(batches),
      real_target_(static_cast<float>(options.real_target)),
      real_(at::empty({batches.batch_size(), batches.pixels()},
                      at::TensorOptions(batches.device()).dtype(products))),
      losses_(at::zeros({2 * kUpdates}, at::TensorOptions(batches.device()).dtype(at::kDouble))),
      discriminator_(players, batches.batch_size(), options, products),
      generator_(players, batches.batch_size(), options, products),
      side_(batches.device()) {}

Judgement Iteration::judgement(float target, std::int64_t update) const {
  double* const losses = losses_.data_ptr<double>();
  return {target, losses + update, losses + kUpdates + update};
}

void Iteration::gather_images(const RandomSource& random) {
  real_.scalar_type() == at::kFloat ? gather<float>(batches_, real_, random)
                                    : gather<c10::BFloat16>(batches_, real_, random);
}

void Iteration::run(const RandomSource& random) {
  const torch::NoGradGuard no_grad;
  side_.run([&] { generator_.forward(random); });
  gather_images(random);
  discriminator_.update(real_, judgement(real_target_, 0), /*pass=*/0, random);
  side_.join();
  discriminator_.update(generator_.fakes(), judgement(0, 1), /*pass=*/1, random);
  discriminator_.judge(generator_.attempts(), judgement(1, 2), /*pass=*/2, random,
                       generator_.optimizer().begin_step(), generator_.image_gradient());
  generator_.backward_and_step();
}

LossTotals Iteration::take_losses() {
  const torch::NoGradGuard no_grad;
  const at::Tensor read = losses_.to(at::kCPU, /*non_blocking=*/false, /*copy=*/true);
  const double* const losses = read.data_ptr<double>();
  const LossTotals totals{values(losses), values(losses + kUpdates)};
  losses_.narrow(0, 0, kUpdates).zero_();
  discriminator_.optimizer().store_steps();
  generator_.optimizer().store_steps();
  return totals;
}

void Iteration::start_losses(const IterationLossValues& sum) {
  const torch::NoGradGuard no_grad;
  losses_.narrow(0, 0, kUpdates)
      .copy_(at::tensor({sum.discriminator_real, sum.discriminator_fake, sum.generator},
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
