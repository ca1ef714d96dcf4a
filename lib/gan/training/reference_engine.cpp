#include "gan/training/reference_engine.h"

#include <torch/types.h>

#include "gan/training/random_shift.h"

namespace gan {
namespace {

IterationLossValues values(const at::Tensor& losses) {
  const at::Tensor read = losses.to(torch::kCPU, torch::kFloat64);
  return {read[0].item<double>(), read[1].item<double>(), read[2].item<double>()};
}

}  // namespace

ReferenceEngine::ReferenceEngine(Players& players, RandomBatches& batches, Loss loss,
                                 const TrainingOptions& options)
    : players_(players), device_(batches.device()), loss_(std::move(loss)) {
  const auto placed = torch::TensorOptions(device_).dtype(torch::kFloat32);
  const std::int64_t latent_dim = players.generator->options().latent_dim;
  draws_.real_images = [&batches] { return batches.next(); };
  draws_.latents = [&batches, placed, latent_dim] {
    return torch::randn({batches.batch_size(), latent_dim}, placed);
  };
  if (options.shift > 0)
    draws_.shown = [this, most = options.shift](const at::Tensor& images) {
      return shift_images(images, draw_shifts(images.size(0), most, device_),
                          players_.generator->image());
    };
}

std::int64_t ReferenceEngine::advance(std::int64_t) {
  const IterationLosses losses = train_iteration(players_, draws_, loss_);
  last_ = torch::stack({losses.discriminator_real, losses.discriminator_fake, losses.generator});
  sum_ = sum_.defined() ? sum_ + last_ : last_;
  return 1;
}

LossTotals ReferenceEngine::take_losses() {
  if (!sum_.defined()) return {};
  const LossTotals totals{values(sum_), values(last_)};
  sum_.reset();
  return totals;
}

void ReferenceEngine::start_losses(const IterationLossValues& sum) {
  sum_ = torch::tensor({sum.discriminator_real, sum.discriminator_fake, sum.generator},
                       torch::kFloat64)
             .to(device_, torch::kFloat32);
}

}  // namespace gan
