// The reference iteration: train_iteration, with any networks and any loss, on any device.
#pragma once

#include "gan/data/random_batches.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

class EagerEngine : public Engine {
 public:
  static constexpr const char* kName = "eager";

  // Players and batches stay the caller's and must outlive the engine.
  EagerEngine(Players& players, RandomBatches& batches, Objective objective,
              const TrainingOptions& options = {});

  std::string name() const override { return kName; }
  std::int64_t advance(std::int64_t at_most) override;
  LossTotals take_losses() override;
  void start_losses(const IterationLossValues& sum) override;

 private:
  Players& players_;
  at::Device device_;
  Draws draws_;
  Objective objective_;
  // float32 [kIterationValues] on the device. They never move: a CUDA graph writes to them.
  at::Tensor sum_, last_;
};

}  // namespace gan
