// Engines compute iterations: the reference, or a faster one that computes the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace gan {

// The values of an iteration: means over the batch and over the discriminator's steps.
// Cross-entropies are in nats, other losses in their own unit.
struct IterationLossValues {
  double discriminator_real = 0;  // the part on real images; the whole of a paired loss
  double discriminator_fake = 0;  // the part on fakes; the whole of a paired loss
  double generator = 0;
  double penalty = 0;     // the discriminator's, weighted; 0 in steps without
  double real_logit = 0;  // mean logit in the discriminator's steps
  double fake_logit = 0;
};

// Pointers to the values, to add, store or read them in a loop.
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

  // Its name in run.json and checkpoints.
  virtual std::string name() const = 0;

  // Trains between one and `at_most` iterations and returns how many: a GPU replays several at a
  // time. May return before the device is done.
  virtual std::int64_t advance(std::int64_t at_most) = 0;

  // Waits for the device and returns the losses since the last call.
  virtual LossTotals take_losses() = 0;
  // Starts the sums from these instead of zero. Rounds as if they had never been taken.
  virtual void start_losses(const IterationLossValues& sum) = 0;
};

struct Players;
class RandomBatches;

struct MadeEngine {
  std::unique_ptr<Engine> engine;
  std::string reason;  // why no fast engine supports the training, in a few words, or empty
  std::string notice;  // one line if a failed check rules out a fast engine, or empty
};

// Makes the engine of a training. Players and batches must outlive it. `kept`: the name of the
// engine that computed the training so far, or empty.
using MakeEngine =
    std::function<MadeEngine(Players& players, RandomBatches& batches, const std::string& kept)>;

}  // namespace gan
