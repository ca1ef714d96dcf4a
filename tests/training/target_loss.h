// A loss of the tests' own, from one function of logits and target.
#pragma once

#include <functional>

#include "gan/losses/loss.h"
#include "gan/training/iteration.h"

namespace gan {

using OfTarget = std::function<at::Tensor(const at::Tensor& logits, double target)>;

inline Loss target_loss(const OfTarget& of_target) {
  Loss loss;
  loss.name = "test";
  loss.discriminator = [of_target](const Logits& logits) {
    return sum_of_parts(
        logits, [&](const at::Tensor& real) { return of_target(real, 1); },
        [&](const at::Tensor& fake) { return of_target(fake, 0); });
  };
  loss.generator = [of_target](const Logits& logits) { return of_target(logits.fake, 1); };
  return loss;
}

// The tutorial's steps with that loss.
inline Objective target_objective(const OfTarget& of_target) {
  Objective objective = objective_of(TrainingOptions());
  objective.loss = target_loss(of_target);
  return objective;
}

}  // namespace gan
