#include "gan/training/objective.h"

namespace gan {

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
  return objective;
}

}  // namespace gan
