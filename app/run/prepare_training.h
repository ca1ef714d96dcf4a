// Gets a training ready.
#pragma once

#include <memory>

#include "gan/storage/checkpoint.h"
#include "run/prepared_training.h"

namespace gan::app {

// Sets up the device, the threads and the data of the options, and makes the networks. With other
// processes, all of them must call it. `resumed`: null for a new run. Throws Error where the data
// do not fit the run that is resumed, or differ from those of rank 0.
std::unique_ptr<PreparedTraining> prepare_training(TrainOptions options, const Checkpoint* resumed);

}  // namespace gan::app
