// How iterations are computed: the readable way, or a faster one that computes the same.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace gan {

// Binary cross-entropies in nats of the three updates of an iteration.
struct IterationLossValues {
  double discriminator_real = 0;
  double discriminator_fake = 0;
  double generator = 0;
};

struct LossTotals {
  IterationLossValues sum;   // over the iterations since the totals were last taken
  IterationLossValues last;  // of the last iteration
};

class Engine {
 public:
  virtual ~Engine() = default;

  // What it is called in run.json and checkpoints.
  virtual std::string name() const = 0;

  // Trains between one and `at_most` iterations and returns how many: a GPU replays several at a
  // time. May return before the device is done.
  virtual std::int64_t advance(std::int64_t at_most) = 0;

  // Waits for the device and returns the losses since the last call.
  virtual LossTotals take_losses() = 0;
  // Counts on from these sums instead of zero, rounding as if they had not been taken.
  virtual void start_losses(const IterationLossValues& sum) = 0;
};

struct Players;
class RandomBatches;

struct MadeEngine {
  std::unique_ptr<Engine> engine;
  std::string notice;  // why it is not the fast one, in a line; empty where it is or is not wanted
};

// Makes the engine of a training. Players and batches must outlive it. `kept` is the name of what
// computed the training so far, or empty.
using MakeEngine =
    std::function<MadeEngine(Players& players, RandomBatches& batches, const std::string& kept)>;

}  // namespace gan
