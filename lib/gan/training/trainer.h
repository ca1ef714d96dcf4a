// The epoch loop.
#pragma once

#include <functional>
#include <memory>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/epoch_result.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan {

// What the caller wants to hear. Both may be empty. Networks may be read in either, and are in
// training mode then.
struct TrainingEvents {
  std::function<void(std::int64_t epoch, std::int64_t iteration)> after_iteration;  // from 1
  std::function<void(const EpochResult&)> after_epoch;
};

// Trains both networks, which stay the caller's, in place. Knows neither disk nor terminal.
//
//   torch::manual_seed(options.seed);
//   Generator generator; Discriminator discriminator;
//   Trainer trainer(generator, discriminator, RandomBatches(images, 200, device), options);
//   trainer.run({{}, [](const EpochResult& result) { ... }});
class Trainer {
 public:
  // The networks are on the device of `batches`. Throws Error where an option is out of range,
  // the networks were made for images of another size than the batches', or the batches are not of
  // the options' batch size.
  Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
          TrainingOptions options, Loss loss = binary_cross_entropy);
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  // Trains all epochs. Losses are read back once an epoch. An exception thrown by an event ends
  // the training and reaches the caller.
  void run(const TrainingEvents& events);

 private:
  EpochResult run_epoch(std::int64_t epoch, const TrainingEvents& events);

  TrainingOptions options_;
  RandomBatches batches_;
  Players players_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace gan
