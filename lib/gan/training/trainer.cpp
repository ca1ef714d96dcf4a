#include "gan/training/trainer.h"

#include <chrono>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/fields.h"

namespace gan {
namespace {

TrainingOptions checked(TrainingOptions options) {
  check_fields(options.fields());
  return options;
}

}  // namespace

Trainer::Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
                 TrainingOptions options, Loss loss)
    : options_(checked(options)),
      batches_(std::move(batches)),
      players_(std::move(generator), std::move(discriminator), options),
      loss_(std::move(loss)) {
  if (batches_.batch_size() != options_.batch_size)
    throw Error("preparing the training")
        .expected("batches of " + std::to_string(options_.batch_size) +
                  " images, as in the options")
        .found("batches of " + std::to_string(batches_.batch_size()));
  const std::int64_t pixels = batches_.pixels();
  for (const std::int64_t made_for :
       {players_.generator->image().pixels(), players_.discriminator->image().pixels()})
    if (made_for != pixels)
      throw Error("preparing the training")
          .expected("networks for images of " + std::to_string(pixels) + " pixels, as in the data")
          .found("a network for " + std::to_string(made_for));

  for (const at::Tensor& parameter :
       {players_.generator->parameters()[0], players_.discriminator->parameters()[0]})
    if (parameter.device() != batches_.device())
      throw Error("preparing the training")
          .expected("networks on " + batches_.device().str() + ", as the data")
          .found("one on " + parameter.device().str());

  const auto placed = torch::TensorOptions(batches_.device()).dtype(torch::kFloat32);
  const std::int64_t latent_dim = players_.generator->options().latent_dim;
  draws_.real_images = [this] { return batches_.next(); };
  draws_.latents = [this, placed, latent_dim] {
    return torch::randn({options_.batch_size, latent_dim}, placed);
  };
}

void Trainer::run(const TrainingEvents& events) {
  for (std::int64_t epoch = 1; epoch <= options_.epochs; ++epoch) {
    const EpochResult result = run_epoch(epoch, events);
    if (events.after_epoch) events.after_epoch(result);
  }
}

EpochResult Trainer::run_epoch(std::int64_t epoch, const TrainingEvents& events) {
  const auto start = std::chrono::steady_clock::now();
  at::Tensor last;
  at::Tensor sum;
  for (std::int64_t iteration = 1; iteration <= options_.iterations_per_epoch; ++iteration) {
    const IterationLosses losses = train_iteration(players_, draws_, loss_);
    last = torch::stack({losses.discriminator_real, losses.discriminator_fake, losses.generator});
    sum = sum.defined() ? sum + last : last;
    if (events.after_iteration) events.after_iteration(epoch, iteration);
  }

  const at::Tensor mean = (sum / options_.iterations_per_epoch).to(torch::kCPU, torch::kFloat64);
  const at::Tensor final = last.to(torch::kCPU, torch::kFloat64);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

  EpochResult result;
  result.epoch = epoch;
  result.discriminator_loss_real = mean[0].item<double>();
  result.discriminator_loss_fake = mean[1].item<double>();
  result.discriminator_loss = (result.discriminator_loss_real + result.discriminator_loss_fake) / 2;
  result.generator_loss = mean[2].item<double>();
  result.last_discriminator_loss = (final[0].item<double>() + final[1].item<double>()) / 2;
  result.last_generator_loss = final[2].item<double>();
  result.seconds = elapsed.count();
  result.images_per_second =
      static_cast<double>(options_.iterations_per_epoch * options_.batch_size) / elapsed.count();
  return result;
}

}  // namespace gan
