// The epoch loop.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/epoch_result.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"
#include "gan/training/training_state.h"

namespace gan {

// What the caller wants to hear. Any may be empty. Networks may be read in all, and are in training
// mode then.
struct TrainingEvents {
  std::function<void(std::int64_t epoch, std::int64_t iteration)> after_iteration = {};  // from 1
  std::function<void(const EpochResult&)> after_epoch = {};
  std::function<bool()> should_stop = {};  // asked between iterations
};

// Trains both networks, which stay the caller's, in place. Knows neither disk nor terminal.
//
//   torch::manual_seed(options.seed);
//   Generator generator; Discriminator discriminator;
//   Trainer trainer(generator, discriminator, RandomBatches(images, 200, device), options,
//                   choose_engine(options));
//   trainer.run({{}, [](const EpochResult& result) { ... }});
class Trainer {
 public:
  // The networks are on the device of `batches`. `own_loss`: what the engine was made with in place
  // of the options' loss. Throws Error where an option is out of range,
  // the networks were made for images of another size than the batches', or the batches are not of
  // the options' batch size.
  Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
          TrainingOptions options, MakeEngine make_engine, std::optional<Loss> own_loss = {});
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  // Trains on, from the first epoch or where restore() left it, to the last of the options' epochs.
  // Returns false where should_stop ended it before. Losses are read back once an epoch. Throws
  // Error (diverged) after an epoch with a loss or weight that is not finite. An exception thrown
  // by an event ends the training and reaches the caller.
  bool run(const TrainingEvents& events);
  const Players& players() const { return players_; }
  std::int64_t epochs_done() const { return epochs_; }  // whole ones, those before restore() too
  // What to draw with: the moving average where the options want one, else the generator itself. It
  // follows the training.
  const Generator& drawing_generator() const;

  // What computes, by Engine::name(), and what MadeEngine says of it.
  std::string engine() const { return made_.engine->name(); }
  const std::string& engine_reason() const { return made_.reason; }
  const std::string& engine_notice() const { return made_.notice; }

  // All that the rest of the training depends on: restored with the same options, device and
  // threads, it goes on as if it had never stopped, to the bit. Not for after_iteration, where an
  // epoch may be whole and not told yet. Throws Error (diverged) instead of handing out what is not
  // finite.
  TrainingState state();
  // Goes on from there. Throws Error where it does not fit the networks or the options.
  void restore(const TrainingState& state);
  // Draws other random numbers from here on.
  void reseed(std::uint64_t seed);

 private:
  bool finish_epoch(const TrainingEvents& events);
  void advance();
  void renew_engine(const std::string& kept = "");
  EpochResult result_of(const LossTotals& losses, double seconds, std::int64_t iterations) const;

  TrainingOptions options_;
  RandomBatches batches_;
  Players players_;
  std::unique_ptr<GeneratorAverage> average_;
  MakeEngine make_engine_;
  double least_discriminator_loss_;
  MadeEngine made_;
  std::int64_t epochs_ = 0;      // whole ones
  std::int64_t iterations_ = 0;  // of the epoch after them
};

}  // namespace gan
