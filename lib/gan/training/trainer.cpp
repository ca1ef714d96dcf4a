#include "gan/training/trainer.h"

#include <chrono>

#include <ATen/Parallel.h>

#include "gan/base/error.h"
#include "gan/training/cpu_engine.h"
#include "gan/training/cuda_engine.h"
#include "gan/training/reference_engine.h"

namespace gan {
namespace {

// The fast paths know one loss; any other is computed the readable way.
bool is_binary_cross_entropy(const Loss& loss) {
  using Function = at::Tensor (*)(const at::Tensor&, double);
  const Function* target = loss.target<Function>();
  return target != nullptr && *target == &binary_cross_entropy;
}

std::unique_ptr<Engine> choose_engine(Players& players, RandomBatches& batches,
                                      const TrainingOptions& options, Loss loss) {
  if (options.fast && is_binary_cross_entropy(loss)) {
    if (batches.device().is_cuda()) return make_cuda_engine(players, batches, options);
    return std::make_unique<CpuEngine>(players, batches, options.precision, at::get_num_threads());
  }
  if (options.precision != Precision::float32)
    throw Error::usage("preparing the training")
        .at("--precision")
        .expected("float32 with a loss other than binary_cross_entropy")
        .found(options.precision == Precision::bf16 ? "bf16" : "tf32");
  return std::make_unique<ReferenceEngine>(players, batches, std::move(loss));
}

TrainingOptions checked(TrainingOptions options) {
  options.check();
  return options;
}

}  // namespace

Trainer::Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
                 TrainingOptions options, Loss loss)
    : options_(checked(options)),
      batches_(std::move(batches)),
      players_(std::move(generator), std::move(discriminator), options) {
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

  engine_ = choose_engine(players_, batches_, options_, std::move(loss));
}

void Trainer::run(const TrainingEvents& events) {
  for (std::int64_t epoch = 1; epoch <= options_.epochs; ++epoch) {
    const EpochResult result = run_epoch(epoch, events);
    if (events.after_epoch) events.after_epoch(result);
  }
}

EpochResult Trainer::run_epoch(std::int64_t epoch, const TrainingEvents& events) {
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t done = 0; done < options_.iterations_per_epoch;) {
    done += engine_->advance(options_.iterations_per_epoch - done);
    if (events.after_iteration) events.after_iteration(epoch, done);
  }
  const LossTotals losses = engine_->take_losses();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

  EpochResult result;
  result.epoch = epoch;
  const auto iterations = static_cast<double>(options_.iterations_per_epoch);
  result.discriminator_loss_real = losses.sum.discriminator_real / iterations;
  result.discriminator_loss_fake = losses.sum.discriminator_fake / iterations;
  result.discriminator_loss = (result.discriminator_loss_real + result.discriminator_loss_fake) / 2;
  result.generator_loss = losses.sum.generator / iterations;
  result.last_discriminator_loss =
      (losses.last.discriminator_real + losses.last.discriminator_fake) / 2;
  result.last_generator_loss = losses.last.generator;
  result.seconds = elapsed.count();
  result.images_per_second =
      static_cast<double>(options_.iterations_per_epoch * options_.batch_size) / elapsed.count();
  return result;
}

}  // namespace gan
