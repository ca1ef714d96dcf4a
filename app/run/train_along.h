// What the processes of a run do beside rank 0.
#pragma once

#include "gan/storage/checkpoint.h"
#include "run/prepared_training.h"

namespace gan::app {

// Trains to the end, as rank 0's TrainingRun does, without a folder. `resumed`: the checkpoint that
// rank 0 resumes from, or null. Throws GroupEnded where rank 0 ends early.
void train_along(PreparedTraining& training, const Checkpoint* resumed);

}  // namespace gan::app
