// What an iteration makes of a training, computed in several ways to be compared.
#pragma once

#include <functional>
#include <string>

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
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

// One iteration without dropout, on the numbers of `random` (by value): the fast way...
Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random);
// ...and by train_iteration, in float32.
Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random);

// How far two outcomes may be apart.
struct Tolerance {
  double losses;   // relative, or absolute below 1
  double changes;  // Euclidean norms, relative to those of all tensors of the kind
};

// What an iteration of that precision may be off the readable one. float32 differs by the order of
// sums: 1e-6 (median of 120 iterations of the tutorial's on an H100). In one of fifty an activation
// at the very edge of its ReLU falls to the other side, and changes differ by up to 1e-2: ask
// again. tf32 and bf16 have 10 and 7 bits of mantissa in every product, and turn many: 0.05 and
// 0.13 at most there, 0.2 in bf16 on small networks.
Tolerance tolerance_of(Precision precision);

// In words, what is further apart than it may be; empty where nothing is. NaN is far from
// everything.
std::string difference(const Outcome& found, const Outcome& expected, const Tolerance& tolerance);

}  // namespace gan::cuda
