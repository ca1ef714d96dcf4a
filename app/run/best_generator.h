// The best generator of a run so far.
#pragma once

#include <optional>

#include "gan/networks/generator.h"
#include "gan/report/logs/metrics_log.h"
#include "gan/training/training_state.h"

namespace gan::app {

// By the Frechet distance; evaluations by another classifier than the newest one's do not count.
class BestGenerator {
 public:
  // Takes a copy where the record's evaluation is the best; returns whether it is.
  bool consider(const Generator& generator, const EpochRecord& record);

  // best.epoch (int64 [1]), best.distance (float64 [1]), best.judge (uint8, its hash) and
  // best.NAME, the generator's tensors; empty where nothing was measured yet.
  NamedTensors state() const { return state_; }
  // Takes those that state() named out of `tensors`. Throws Error where they do not fit `like`.
  void restore(const NamedTensors& tensors, const Generator& like);

  // As a network of its own; nothing where nothing was measured yet.
  std::optional<Generator> generator(const Generator& like) const;

 private:
  NamedTensors state_;
};

}  // namespace gan::app
