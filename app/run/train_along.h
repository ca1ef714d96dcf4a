// What the processes of a run do beside rank 0.
#pragma once

#include <string>

#include "run/prepared_training.h"

namespace gan::app {

// Trains to the end, as rank 0's TrainingRun does, without a folder. `checkpoint`: the bytes of the
// checkpoint that rank 0 resumes from, or empty. Throws GroupEnded where rank 0 ends early.
void train_along(PreparedTraining& training, const std::string& checkpoint);

}  // namespace gan::app
