// Chooses the engine that computes a training.
#pragma once

#include <optional>

#include "gan/losses/loss.h"
#include "gan/training/engine.h"
#include "gan/training/options.h"

namespace gan {

// For Trainer: the first engine of the table that supports the device and the training. EagerEngine
// if there is none, if its check fails, or with --fast off. On a GPU, a training that fell back to
// EagerEngine stays with it: other random numbers would make it differ from an uninterrupted run.
// `own_loss` replaces the options' loss. The returned function throws Error where the engine does
// not support the options' precision.
MakeEngine choose_engine(const TrainingOptions& options, std::optional<Loss> own_loss = {});

}  // namespace gan
