// What an iteration makes of a training, computed in several ways to be compared.
#pragma once

#include <functional>
#include <string>

#include "gan/training/iteration.h"
#include "gan/training/training_state.h"

namespace gan::cuda {

struct Outcome {
  // By how much weights and moving statistics changed, and Adam's means; on the CPU, named as in
  // TrainingState.
  NamedTensors tensors;
  IterationLossValues losses;
};

// What `change`, which returns the losses, makes of copies of the players: the same networks but
// for the rate of dropout, and fresh optimizers with `options`.
Outcome outcome_of(const Players& players, const TrainingOptions& options, double dropout,
                   const std::function<IterationLossValues(Players& copies)>& change);

// How far two outcomes may be apart.
struct Tolerance {
  double losses;   // relative, or absolute below 1
  double changes;  // Euclidean norms, relative to those of all tensors of the kind
};

// In words, what is further apart than it may be; empty where nothing is. NaN is far from
// everything.
std::string difference(const Outcome& found, const Outcome& expected, const Tolerance& tolerance);

}  // namespace gan::cuda
