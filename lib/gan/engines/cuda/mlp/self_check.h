// The proof, before a training on a GPU, that this GPU computes what it should.
#pragma once

#include <string>

#include "gan/data/random_batches.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan::cuda {

// Two comparisons at the training's own sizes, on copies: an iteration the fast way with one by
// train_iteration, without dropout, in float32 and within what the precision allows; and a replay
// of a graph with the same work without one, dropout included, to the bit. Returns in a few words
// what was wrong, or nothing. Players and random numbers stay as they are. Takes under a second at
// the tutorial's sizes. Throws c10::OutOfMemoryError where the GPU's memory does not suffice.
std::string self_check(const Players& players, const RandomBatches& batches,
                       const TrainingOptions& options);

}  // namespace gan::cuda
