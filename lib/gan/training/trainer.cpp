#include "gan/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/networks/layers/layer.h"
#include "gan/training/collapse.h"
#include "gan/training/divergence.h"
#include "gan/training/equal_copies.h"
#include "gan/training/generator_average.h"

namespace gan {
namespace {

TrainingOptions checked(TrainingOptions options) {
  options.check();
  return options;
}

}  // namespace

Trainer::Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
                 TrainingOptions options, MakeEngine make_engine, std::optional<Loss> own_loss,
                 const ProcessGroup* processes)
    : options_(checked(std::move(options))),
      batches_(std::move(batches)),
      players_(std::move(generator), std::move(discriminator), options_),
      make_engine_(std::move(make_engine)),
      least_discriminator_loss_(
          (own_loss ? *own_loss : loss_named(options_.loss)).least_discriminator_loss),
      processes_(processes) {
  if (batches_.batch_size() != options_.batch_size)
    throw Error("preparing the training")
        .expected("batches of " + std::to_string(options_.batch_size) +
                  " images, as in the options")
        .found("batches of " + std::to_string(batches_.batch_size()));
  const std::int64_t values = batches_.values();
  for (const std::int64_t made_for :
       {players_.generator->image().values(), players_.discriminator->image().values()})
    if (made_for != values)
      throw Error("preparing the training")
          .expected("networks for images of " + std::to_string(values) + " values, as in the data")
          .found("a network for " + std::to_string(made_for));

  for (const std::vector<std::string>& classes :
       {players_.generator->classes(), players_.discriminator->classes()}) {
    const auto count = static_cast<std::int64_t>(classes.size());
    if (count < batches_.classes() || (count > 0 && batches_.classes() == 0))
      throw Error("preparing the training")
          .expected("networks for the classes of the data, " + std::to_string(batches_.classes()))
          .found("a network for " + std::to_string(count));
  }

  const ImageShape image = players_.generator->image();
  if (options_.shift >= std::min(image.height, image.width))
    throw Error::usage("preparing the training")
        .at("--shift")
        .expected("less than the images' " + std::to_string(std::min(image.height, image.width)) +
                  " pixels")
        .found(std::to_string(options_.shift));

  for (const at::Tensor& parameter :
       {players_.generator->parameters()[0], players_.discriminator->parameters()[0]})
    if (parameter.device() != batches_.device())
      throw Error("preparing the training")
          .expected("networks on " + batches_.device().str() + ", like the data")
          .found("one on " + parameter.device().str());

  if (processes_ != nullptr) share_training();
  if (options_.generator_average > 0)
    average_ = std::make_unique<GeneratorAverage>(players_.generator, options_.generator_average);
  renew_engine();
}

Trainer::~Trainer() = default;

void Trainer::share_training() {
  batches_.share_among(processes_->size(), processes_->rank());
  const auto gather = [this](const at::Tensor& tensor) { return processes_->gather(tensor); };
  share_batch(*players_.generator, {batches_.part(), gather});
  share_batch(*players_.discriminator, {batches_.part(), gather});
  players_.data_parallel = DataParallel(*processes_, batches_.part());
  broadcast_start(players_, batches_.device(), *processes_);
}

bool Trainer::is_to_stop(const TrainingEvents& events) const {
  const bool here = events.should_stop && events.should_stop();
  if (processes_ == nullptr) return here;
  // On a GPU, an iteration takes a few milliseconds, and the question would hold up the next.
  constexpr std::int64_t kIterations = 16;
  if (batches_.device().is_cuda() && iterations_ % kIterations != 0) return false;
  return processes_->any(here);
}

void Trainer::check_copies() {
  if (processes_ != nullptr) check_equal(players_, batches_.device(), *processes_);
}

const Generator& Trainer::drawing_generator() const {
  return average_ ? average_->generator() : players_.generator;
}

void Trainer::renew_engine(const std::string& kept) {
  made_.engine.reset();
  made_ = make_engine_(players_, batches_, kept);
}

bool Trainer::run(const TrainingEvents& events) {
  if (processes_ != nullptr) processes_->meet();
  while (epochs_ < options_.epochs)
    if (!finish_epoch(events)) return false;
  return true;
}

bool Trainer::finish_epoch(const TrainingEvents& events) {
  const auto start = std::chrono::steady_clock::now();
  const std::int64_t first = iterations_;
  const std::int64_t all = options_.iterations_per_epoch;
  while (iterations_ < all) {
    if (is_to_stop(events)) {
      check_copies();
      return false;
    }
    advance();
    if (events.after_iteration) events.after_iteration(epochs_ + 1, iterations_);
  }
  const LossTotals losses = made_.engine->take_losses();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

  check_finite(players_, losses.sum, epochs_ + 1);
  check_copies();
  ++epochs_;
  iterations_ = 0;
  EpochResult result = result_of(losses, elapsed.count(), all - first);
  if (processes_ == nullptr || processes_->rank() == 0)
    result.warning =
        collapse_warning(players_.generator, players_.discriminator,
                         batches_.spread(kCollapseImages), result, least_discriminator_loss_);
  if (events.after_epoch) events.after_epoch(result);
  if (processes_ != nullptr) processes_->meet();
  return true;
}

void Trainer::advance() {
  const std::int64_t all = options_.iterations_per_epoch;
  if (!average_) {
    iterations_ += made_.engine->advance(all - iterations_);
    return;
  }
  constexpr std::int64_t kInterval = GeneratorAverage::kInterval;
  const std::int64_t begin = iterations_ / kInterval * kInterval;  // of the averaged iterations
  const std::int64_t end = std::min(all, begin + kInterval);
  iterations_ += made_.engine->advance(end - iterations_);
  if (iterations_ == end)
    average_->add(players_.generator, end - begin, epochs_ * all + iterations_);
}

EpochResult Trainer::result_of(const LossTotals& losses, double seconds,
                               std::int64_t iterations) const {
  EpochResult result;
  result.epoch = epochs_;
  const auto all = static_cast<double>(options_.iterations_per_epoch);
  result.discriminator_loss_real = losses.sum.discriminator_real / all;
  result.discriminator_loss_fake = losses.sum.discriminator_fake / all;
  result.discriminator_loss = (result.discriminator_loss_real + result.discriminator_loss_fake) / 2;
  result.generator_loss = losses.sum.generator / all;
  result.penalty = losses.sum.penalty / all;
  result.real_logit = losses.sum.real_logit / all;
  result.fake_logit = losses.sum.fake_logit / all;
  result.last_discriminator_loss =
      (losses.last.discriminator_real + losses.last.discriminator_fake) / 2;
  result.last_generator_loss = losses.last.generator;
  result.seconds = seconds;
  result.images_per_second =
      static_cast<double>(iterations * options_.discriminator_steps * options_.batch_size) /
      seconds;
  return result;
}

TrainingState Trainer::state() {
  TrainingState state;
  state.engine = made_.engine->name();
  state.epochs = epochs_;
  state.iterations = iterations_;
  state.loss_sum = made_.engine->take_losses().sum;
  made_.engine->start_losses(state.loss_sum);
  check_finite(players_, state.loss_sum, epochs_ + 1);
  state.tensors = copy_tensors(players_, batches_.device());
  if (average_) copy_average(*average_, state.tensors);
  return state;
}

void Trainer::restore(const TrainingState& state) {
  if (state.epochs < 0 || state.iterations < 0 || state.iterations >= options_.iterations_per_epoch)
    throw Error("restoring the training")
        .expected("fewer than " + std::to_string(options_.iterations_per_epoch) +
                  " iterations of the next epoch")
        .found(std::to_string(state.iterations) + " after epoch " + std::to_string(state.epochs));
  made_.engine.reset();
  if (average_) restore_average(state.tensors, *average_);
  restore_tensors(state.tensors, players_, batches_.device(), options_.seed);
  renew_engine(state.engine);
  made_.engine->start_losses(state.loss_sum);
  epochs_ = state.epochs;
  iterations_ = state.iterations;
}

void Trainer::reseed(std::uint64_t seed) {
  torch::manual_seed(seed);
}

}  // namespace gan
