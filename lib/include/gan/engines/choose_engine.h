// Which engine computes a training.
#pragma once

#include <optional>

#include "gan/losses/loss.h"
#include "gan/training/engine.h"
#include "gan/training/options.h"

namespace gan {

// For Trainer: the first engine of the table that is for the device, has no reason against it and
// no fault; else, and with --fast off, EagerEngine. Where the fast iterations of a GPU had a fault,
// a training does not return to them, for its numbers would not be those of an uncut run.
// `own_loss` stands in for the options' loss. What is returned throws Error where the options want
// a precision that the engine does not have.
MakeEngine choose_engine(const TrainingOptions& options, std::optional<Loss> own_loss = {});

}  // namespace gan
