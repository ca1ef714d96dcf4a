#include "gan/training/iteration.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {
namespace {

at::Tensor draw_fakes(Generator& generator, const at::Tensor& latents, const at::Tensor& labels,
                      FakeStatistics statistics) {
  const torch::NoGradGuard no_grad;
  generator->train(statistics == FakeStatistics::batch);
  at::Tensor fakes = generator->forward(latents, labels);
  generator->train();
  return fakes;
}

// A step that makes the loss of the batch smaller. Computes and keeps the network's gradients
// alone.
template <class Network>
void learn(Network& network, KerasAdam& optimizer, DataParallel& parallel, const at::Tensor& loss) {
  optimizer.zero_grad();
  loss.backward(parallel.weight_of(loss), /*retain_graph=*/{}, /*create_graph=*/false,
                network->parameters());
  parallel.sum_gradients(*network);
  optimizer.step();
}

// 0 in steps without penalties. The factor penalty_every makes up for those.
at::Tensor penalty_of(Players& players, const Objective& objective, const Batch& real,
                      const at::Tensor& fakes) {
  at::Tensor sum = torch::zeros({}, real.images.options());
  if (!objective.penalises(players.discriminator_optimizer.steps())) return sum;
  const BatchPart part = players.data_parallel.part_of(fakes.size(0));
  const auto discriminate = [&](const at::Tensor& images) {
    return players.discriminator->forward(images, real.labels);
  };
  for (const auto& [penalty, weight] : objective.penalties)
    sum = sum + penalty.compute(discriminate, real.images, fakes, part) *
                    (weight * static_cast<double>(objective.penalty_every));
  return sum;
}

}  // namespace

IterationLosses train_iteration(Players& players, const Draws& draw, const Objective& objective) {
  auto& [generator, discriminator, generator_optimizer, discriminator_optimizer, parallel] =
      players;
  const Loss& loss = objective.loss;
  generator->train();
  discriminator->train();
  IterationLosses losses;
  const auto count = [steps = objective.discriminator_steps](at::Tensor& sum, const at::Tensor& x) {
    const at::Tensor share = x.detach() / steps;
    sum = sum.defined() ? sum + share : share;
  };

  Batch real;
  for (std::int64_t step = 0; step < objective.discriminator_steps; ++step) {
    real = draw.real_images();
    const at::Tensor& labels = real.labels;
    const at::Tensor fakes =
        draw_fakes(generator, draw.latents(), labels, objective.fake_statistics);
    Logits logits;
    if (objective.discriminator_updates == DiscriminatorUpdates::separate) {
      logits.real = discriminator->forward(draw.augment(real.images), labels);
      const at::Tensor loss_real = loss.discriminator({logits.real, {}});
      learn(discriminator, discriminator_optimizer, parallel, loss_real);
      logits.fake = discriminator->forward(draw.augment(fakes), labels);
      const at::Tensor loss_fake = loss.discriminator({{}, logits.fake});
      learn(discriminator, discriminator_optimizer, parallel, loss_fake);
      count(losses.discriminator_real, loss_real);
      count(losses.discriminator_fake, loss_fake);
    } else {
      const at::Tensor seen_real = draw.augment(real.images), seen_fakes = draw.augment(fakes);
      logits = {discriminator->forward(seen_real, labels),
                discriminator->forward(seen_fakes, labels)};
      const at::Tensor loss_real =
          loss.discriminator(loss.paired ? logits : Logits{logits.real, {}});
      const at::Tensor loss_fake = loss.paired ? loss_real : loss.discriminator({{}, logits.fake});
      const at::Tensor penalty = penalty_of(players, objective, {seen_real, labels}, seen_fakes);
      learn(discriminator, discriminator_optimizer, parallel,
            (loss.paired ? loss_real : loss_real + loss_fake) + penalty);
      count(losses.discriminator_real, loss_real);
      count(losses.discriminator_fake, loss_fake);
      count(losses.penalty, penalty);
    }
    count(losses.real_logit, logits.real.mean());
    count(losses.fake_logit, logits.fake.mean());
  }

  // New latents, and a loss that is small when the discriminator classifies the images as real.
  // Gradients flow through the discriminator, with dropout active, but only the generator's are
  // kept.
  Logits logits;
  const at::Tensor& labels = real.labels;
  if (loss.paired) logits.real = discriminator->forward(draw.augment(real.images), labels).detach();
  const at::Tensor fakes = generator->forward(draw.latents(), labels);
  logits.fake = discriminator->forward(draw.augment(fakes), labels);
  const at::Tensor loss_generator = loss.generator(logits);
  learn(generator, generator_optimizer, parallel, loss_generator);
  losses.generator = loss_generator.detach();
  return losses;
}

Objective objective_of(const TrainingOptions& options) {
  Objective objective;
  objective.loss = loss_named(options.loss);
  for (const Penalty& penalty : penalties()) {
    const auto weight = options.penalties.find(penalty.name);
    if (weight != options.penalties.end() && weight->second > 0)
      objective.penalties.push_back({penalty, weight->second});
  }
  objective.penalty_every = options.penalty_every;
  objective.discriminator_updates = options.discriminator_updates;
  objective.discriminator_steps = options.discriminator_steps;
  objective.fake_statistics = options.fake_statistics;
  return objective;
}

}  // namespace gan
