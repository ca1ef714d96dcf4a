#include "gan/training/eager_engine.h"

#include <torch/types.h>

#include "gan/training/random_shift.h"

namespace gan {
namespace {

IterationLossValues values(const at::Tensor& losses) {
  const at::Tensor read = losses.to(torch::kCPU, torch::kFloat64);
  IterationLossValues values;
  std::int64_t i = 0;
  for (double* value : values_of(values)) *value = read[i++].item<double>();
  return values;
}

at::Tensor stacked(const IterationLosses& losses, const at::Device& device) {
  std::vector<at::Tensor> all = {losses.discriminator_real, losses.discriminator_fake,
                                 losses.generator,          losses.penalty,
                                 losses.real_logit,         losses.fake_logit};
  for (at::Tensor& loss : all)
    if (!loss.defined()) loss = torch::zeros({}, torch::TensorOptions(device));
  return torch::stack(all);
}

}  // namespace

EagerEngine::EagerEngine(Players& players, RandomBatches& batches, Objective objective,
                         const TrainingOptions& options)
    : players_(players), device_(batches.device()), objective_(std::move(objective)) {
  const auto placed = torch::TensorOptions(device_).dtype(torch::kFloat32);
  sum_ = torch::zeros({kIterationValues}, placed);
  last_ = torch::zeros({kIterationValues}, placed);
  const std::int64_t latent_dim = players.generator->options().latent_dim;
  draws_.real_images = [&batches] { return batches.next(); };
  draws_.latents = [&batches, placed, latent_dim] {
    return batches.part().of(torch::randn({batches.batch_size(), latent_dim}, placed));
  };
  if (options.shift > 0)
    draws_.augment = [this, &batches, most = options.shift](const at::Tensor& images) {
      const at::Tensor shifts = draw_shifts(batches.batch_size(), most, device_);
      return shift_images(images, batches.part().of(shifts), players_.generator->image());
    };
}

std::int64_t EagerEngine::advance(std::int64_t) {
  last_.copy_(stacked(train_iteration(players_, draws_, objective_), device_));
  players_.data_parallel.average(last_);
  sum_.add_(last_);
  return 1;
}

LossTotals EagerEngine::take_losses() {
  const LossTotals totals{values(sum_), values(last_)};
  sum_.zero_();
  return totals;
}

void EagerEngine::start_losses(const IterationLossValues& sum) {
  IterationLossValues copy = sum;
  std::vector<double> all;
  for (const double* value : values_of(copy)) all.push_back(*value);
  sum_.copy_(torch::tensor(all, torch::kFloat64));
}

}  // namespace gan
