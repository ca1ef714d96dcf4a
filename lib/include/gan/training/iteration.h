// One iteration of adversarial training: the tutorial's step 5, and the heart of this library.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/losses/loss.h"
#include "gan/losses/penalty.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/training/keras_adam.h"
#include "gan/training/options.h"

namespace gan {

// The two players and an optimizer for each. Keras freezes the discriminator in the generator's
// step by a flag; here its optimizer is simply not called.
struct Players {
  Generator generator;
  Discriminator discriminator;
  KerasAdam generator_optimizer;
  KerasAdam discriminator_optimizer;

  Players(Generator g, Discriminator d, const TrainingOptions& options)
      : generator(g),
        discriminator(d),
        generator_optimizer(g->parameters(), options),
        discriminator_optimizer(d->parameters(), options) {}
};

// Where an iteration gets its inputs from. Each call is a fresh draw.
struct Draws {
  std::function<at::Tensor()> real_images;  // float32 [batch, values] in [-1, 1]
  std::function<at::Tensor()> latents;      // float32 [batch, latent_dim], standard normal
  // Of what the discriminator sees, real or fake: the images themselves, or each moved at random.
  std::function<at::Tensor(const at::Tensor& images)> augment = [](const at::Tensor& images) {
    return images;
  };
};

// Scalars on the training device, not yet read back: IterationLossValues says what they are.
// Undefined where nothing of the kind was computed.
struct IterationLosses {
  at::Tensor discriminator_real;
  at::Tensor discriminator_fake;
  at::Tensor generator;
  at::Tensor penalty;
  at::Tensor real_logit;
  at::Tensor fake_logit;
};

// What a training makes small, and in which steps.
struct WeightedPenalty {
  Penalty penalty;
  double weight;
};

struct Objective {
  Loss loss;
  std::vector<WeightedPenalty> penalties;
  std::int64_t penalty_every = 1;
  DiscriminatorUpdates discriminator_updates = DiscriminatorUpdates::separate;
  std::int64_t discriminator_steps = 1;

  // Whether the discriminator's step of that number, from 0, has the penalties.
  bool penalises(std::int64_t step) const {
    return !penalties.empty() && step % penalty_every == 0;
  }
};

// What the options say.
Objective objective_of(const TrainingOptions& options);

// The discriminator's steps, each on real images and on fakes, then a generator step (Goodfellow et
// al. 2014, algorithm 1). By default it is one step each, and the discriminator's two halves are
// steps of their own, as the tutorial has it. Leaves both networks in training mode.
IterationLosses train_iteration(Players& players, const Draws& draw, const Objective& objective);

}  // namespace gan
