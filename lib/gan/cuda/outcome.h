// What an iteration makes of a training, computed in several ways to be compared.
#pragma once

#include <functional>
#include <string>

#include "gan/cuda/input_kernels.h"
#include "gan/data/random_batches.h"
#include "gan/training/iteration.h"
#include "gan/training/training_state.h"

namespace gan::cuda {

struct Outcome {
  // By how much weights and moving statistics changed, and Adam's means; on the CPU, named as in
  // TrainingState.
  NamedTensors tensors;
  IterationLossValues losses;
};

// What `change`, which returns the losses, makes of copies of the players: the same networks but for
// the rate of dropout, and fresh optimizers with `options`.
Outcome outcome_of(const Players& players, const TrainingOptions& options, double dropout,
                   const std::function<IterationLossValues(Players& copies)>& change);

// One iteration without dropout, on the numbers of `random` (by value): the fast way...
Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random);
// ...and by train_iteration, in float32.
Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random);

// In words, a number that is further off than `tolerance` times the greatest one of its kind (the
// weights of a network, say) and how far; empty where all are near. NaN is far from everything.
std::string difference(const Outcome& found, const Outcome& expected, double tolerance);

}  // namespace gan::cuda
