// One iteration of adversarial training: the tutorial's step 5.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/data/batch.h"
#include "gan/losses/loss.h"
#include "gan/losses/penalty.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/training/data_parallel.h"
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
  DataParallel data_parallel;  // by default, this process trains them alone

  Players(Generator g, Discriminator d, const TrainingOptions& options)
      : generator(g),
        discriminator(d),
        generator_optimizer(g->parameters(), options),
        discriminator_optimizer(d->parameters(), options) {}
};

// Functions that draw an iteration's inputs. Each call draws new ones.
struct Draws {
  std::function<Batch()> real_images;
  std::function<at::Tensor()> latents;  // float32 [batch, latent_dim], standard normal
  // Augmentation of all images that the discriminator sees, real or fake; none by default.
  std::function<at::Tensor(const at::Tensor& images)> augment = [](const at::Tensor& images) {
    return images;
  };
};

// The values of IterationLossValues as scalars on the training device, not yet read back. Undefined
// where not computed. Means over this process's part of the batch.
struct IterationLosses {
  at::Tensor discriminator_real;
  at::Tensor discriminator_fake;
  at::Tensor generator;
  at::Tensor penalty;
  at::Tensor real_logit;
  at::Tensor fake_logit;
};

struct WeightedPenalty {
  Penalty penalty;
  double weight;
};

// What a training minimises, and in which steps.
struct Objective {
  Loss loss;
  std::vector<WeightedPenalty> penalties;
  std::int64_t penalty_every = 1;
  DiscriminatorUpdates discriminator_updates = DiscriminatorUpdates::separate;
  FakeStatistics fake_statistics = FakeStatistics::moving;
  std::int64_t discriminator_steps = 1;

  // Whether the discriminator's step of that number, counted from 0, adds the penalties.
  bool penalises(std::int64_t step) const {
    return !penalties.empty() && step % penalty_every == 0;
  }
};

// The objective that the options describe.
Objective objective_of(const TrainingOptions& options);

// The discriminator's steps, each on real images and on fakes, then one generator step (Goodfellow
// et al. 2014, algorithm 1). By default the discriminator learns once an iteration, in separate
// updates on real images and on fakes, as in the tutorial. Conditional networks get the labels of
// the real images for the fakes, too, so that both have the same classes (Mirza and Osindero 2014,
// section 3.2). Leaves both networks in training mode.
IterationLosses train_iteration(Players& players, const Draws& draw, const Objective& objective);

}  // namespace gan
