// How iterations are computed: the readable way, or a faster one that computes the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace gan {

// Of an iteration, means over the batch and over the discriminator's steps. Losses are in the unit
// of the loss; cross-entropies in nats.
struct IterationLossValues {
  double discriminator_real = 0;  // the part on real images; of a paired loss, the whole
  double discriminator_fake = 0;  // the part on fakes; of a paired loss, the whole again
  double generator = 0;
  double penalty = 0;     // of the discriminator, with its weight, where the step had one
  double real_logit = 0;  // of the discriminator, when it learns
  double fake_logit = 0;
};

// The values one after the other: to add, store or read them in a loop.
constexpr std::size_t kIterationValues = 6;
inline std::array<double*, kIterationValues> values_of(IterationLossValues& values) {
  return {&values.discriminator_real, &values.discriminator_fake,
          &values.generator,          &values.penalty,
          &values.real_logit,         &values.fake_logit};
}

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
  std::string reason;  // why no fast one computes, in a few words; empty where one does
  std::string notice;  // in a line, where one should and cannot be trusted; else empty
};

// Makes the engine of a training. Players and batches must outlive it. `kept` is the name of what
// computed the training so far, or empty.
using MakeEngine =
    std::function<MadeEngine(Players& players, RandomBatches& batches, const std::string& kept)>;

}  // namespace gan
