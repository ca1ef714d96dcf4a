// Which engine computes a training.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"
#include "gan/training/options.h"

namespace gan {

// Chooses the fastest engine that can compute a training: on the CPU and on a GPU one written by
// hand for the tutorial's networks and binary_cross_entropy, else train_iteration. On a GPU the
// fast one first proves itself (CudaPart::self_check).
class EngineChoice {
 public:
  // `loss` and `options` decide. Players and batches must outlive the engine. `kept` is what
  // computed the training so far, or empty: one that left the fast iterations on a GPU does not
  // return to them, for its numbers would not be those of an uncut run. Throws Error where the
  // options want what no engine computes.
  std::unique_ptr<Engine> make(Players& players, RandomBatches& batches,
                               const TrainingOptions& options, const Loss& loss,
                               const std::string& kept = "");

  // Why it is not the fast engine, where the options want that one; in a line.
  const std::string& notice() const { return notice_; }

 private:
  std::optional<std::string> fault_;  // what the self-check found, once it was made
  std::string notice_;
};

}  // namespace gan
