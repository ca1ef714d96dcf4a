// Which engine computes a training.
#pragma once

#include "gan/losses/losses.h"
#include "gan/training/engine.h"
#include "gan/training/options.h"

namespace gan {

// For Trainer: makes the fastest engine that can compute the training. On the CPU and on a GPU one
// written by hand for the tutorial's networks and binary_cross_entropy, else train_iteration. On a
// GPU the fast one first proves itself (CudaPart::self_check), and a training that left the fast
// iterations there does not return to them, for its numbers would not be those of an uncut run.
// What is returned throws Error where the options want what no engine computes.
MakeEngine choose_engine(const TrainingOptions& options, Loss loss = binary_cross_entropy);

}  // namespace gan
