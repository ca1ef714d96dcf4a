// What one iteration makes of a training, the fast way and by train_iteration.
#pragma once

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/common/outcome.h"
#include "gan/engines/cuda/mlp/input_kernels.h"

namespace gan::cuda {

// One iteration without dropout, on the numbers of `random` (by value): the fast way...
Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random);
// ...and by train_iteration, in float32.
Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random);

// What an iteration of that precision may be off the readable one. float32 differs by the order of
// sums: 1e-6 (median of 120 iterations of the tutorial's on an H100). In one of fifty an activation
// at the very edge of its ReLU falls to the other side, and changes differ by up to 1e-2: ask
// again. tf32 and bf16 have 10 and 7 bits of mantissa in every product, and turn many: 0.05 and
// 0.13 at most there, 0.2 in bf16 on small networks.
Tolerance tolerance_of(Precision precision);

}  // namespace gan::cuda
