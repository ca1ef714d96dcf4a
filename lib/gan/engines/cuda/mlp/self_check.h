// Checks before a training that the GPU computes correctly.
#pragma once

#include <string>

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/common/outcome.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan::cuda {

// Two comparisons at the training's own sizes, on copies: the fast iteration with train_iteration
// in float32, without dropout, within the precision's tolerance; and a graph's replay with the same
// work without a graph, with dropout, to the bit. Returns in a few words what was wrong, or
// nothing. Players and random numbers stay as they are. Takes under a second at the tutorial's
// sizes. Throws c10::OutOfMemoryError where the GPU's memory does not suffice.
std::string self_check(const Players& players, const RandomBatches& batches,
                       const TrainingOptions& options);

// Its parts. One iteration without dropout, on the numbers of `random` (by value): the fast way...
Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random);
// ...and by train_iteration, in float32.
Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random);

// By how much an iteration of that precision may differ from the reference. float32 differs by
// the order of sums: 1e-6 (median of 120 iterations of the tutorial's on an H100). In one of fifty
// an activation at the edge of its ReLU falls on the other side, and changes differ by up to 1e-2:
// try again. tf32 and bf16 have 10 and 7 bits of mantissa in every product, and switch many
// activations: 0.05 and 0.13 at most there, 0.2 in bf16 on small networks.
Tolerance tolerance_of(Precision precision);

}  // namespace gan::cuda
