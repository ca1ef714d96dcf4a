// What a training makes small, and in which steps.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/losses/loss.h"
#include "gan/losses/penalty.h"
#include "gan/training/options.h"

namespace gan {

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
};

// What the options say.
Objective objective_of(const TrainingOptions& options);

}  // namespace gan
