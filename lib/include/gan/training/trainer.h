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

// The caller's callbacks. Any may be empty. All may read the networks, which are in training mode.
struct TrainingEvents {
  std::function<void(std::int64_t epoch, std::int64_t iteration)> after_iteration = {};  // from 1
  std::function<void(const EpochResult&)> after_epoch = {};
  std::function<bool()> should_stop = {};  // called between iterations
};

// Trains both networks in place; the caller owns them. Does not write files or print.
//
//   torch::manual_seed(options.seed);
//   Generator generator; Discriminator discriminator;
//   Trainer trainer(generator, discriminator, RandomBatches(images, 200, device), options,
//                   choose_engine(options));
//   trainer.run({{}, [](const EpochResult& result) { ... }});
class Trainer {
 public:
  // The networks must be on the device of `batches`. `own_loss`: the loss that choose_engine() got
  // in place of the options'. Networks are conditional if the batches have labels. `processes`: a
  // group that trains together, where every process makes the same calls with the same arguments;
  // null: this process alone. Throws Error where an option is out of range, the networks are for
  // other images or classes than the batches have, or the batches do not have the options' size.
  Trainer(Generator generator, Discriminator discriminator, RandomBatches batches,
          TrainingOptions options, MakeEngine make_engine, std::optional<Loss> own_loss = {},
          const ProcessGroup* processes = nullptr);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  // Trains to the end of the options' last epoch, from the beginning or from the restored state.
  // Returns false where should_stop ended it earlier. Reads the losses back once an epoch. Throws
  // Error (diverged) after an epoch with a loss or weight that is not finite. An exception from a
  // callback ends the training and reaches the caller. In a group, should_stop counts if it is true
  // in any process; the callbacks may work for long in one process, the others wait. Throws Error
  // where the networks of two processes differ after an epoch.
  bool run(const TrainingEvents& events);
  const Players& players() const { return players_; }
  std::int64_t epochs_done() const { return epochs_; }  // complete ones, those before restore() too
  // The generator to draw with: the moving average where the options request one, else the trained
  // generator. Training changes it.
  const Generator& drawing_generator() const;

  // Engine::name(), and MadeEngine's reason and notice.
  std::string engine() const { return made_.engine->name(); }
  const std::string& engine_reason() const { return made_.reason; }
  const std::string& engine_notice() const { return made_.notice; }

  // Everything that the rest of the training depends on. Restored with the same options, device and
  // threads, training continues as if it had never stopped, to the bit. Do not call it in
  // after_iteration: an epoch may be complete but not yet reported. Throws Error (diverged) where a
  // tensor or loss is not finite.
  TrainingState state();
  // Resumes from `state`. Throws Error where it does not fit the networks or the options.
  void restore(const TrainingState& state);
  // Seeds all random numbers from here on.
  void reseed(std::uint64_t seed);

 private:
  void share_training();
  bool is_to_stop(const TrainingEvents& events) const;
  void check_copies();
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
  const ProcessGroup* processes_;
  MadeEngine made_;
  std::int64_t epochs_ = 0;      // complete ones
  std::int64_t iterations_ = 0;  // of the next epoch
};

}  // namespace gan
