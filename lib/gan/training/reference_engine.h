// Iterations the readable way: train_iteration, with any loss, on any device.
#pragma once

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

class ReferenceEngine : public Engine {
 public:
  static constexpr const char* kName = "eager";

  // Players and batches stay the caller's and must outlive the engine.
  ReferenceEngine(Players& players, RandomBatches& batches, Loss loss,
                  const TrainingOptions& options = {});

  std::string name() const override { return kName; }
  std::int64_t advance(std::int64_t at_most) override;
  LossTotals take_losses() override;
  void start_losses(const IterationLossValues& sum) override;

 private:
  Players& players_;
  at::Device device_;
  Draws draws_;
  Loss loss_;
  at::Tensor sum_;   // [3] on the device, undefined before the first iteration
  at::Tensor last_;  // [3] likewise
};

}  // namespace gan
