// A training that is ready to start or to be resumed.
#pragma once

#include "commands/train_options.h"
#include "gan/data/image_set.h"
#include "gan/device/threads.h"
#include "gan/training/trainer.h"

namespace gan::app {

struct PreparedTraining {
  // Makes the networks and the trainer. With other processes, all of them must do so.
  PreparedTraining(TrainOptions options, ImageSet data, c10::Device device, Threads threads);

  TrainOptions options;
  ImageSet data;
  c10::Device device;
  Threads threads;
  Generator generator;
  Discriminator discriminator;
  Trainer trainer;
};

}  // namespace gan::app
