// The reference iteration on a GPU, replayed from CUDA graphs: any networks, any loss.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAStream.h>

#include "gan/training/eager_engine.h"

namespace gan::cuda {

// Runs the same kernels on the same random numbers as EagerEngine, so results agree to the bit. It
// saves time of the CPU, which takes longer to launch most kernels than the GPU to compute them.
class CapturedEngine : public Engine {
 public:
  CapturedEngine(Players& players, RandomBatches& batches, const Objective& objective,
                 const TrainingOptions& options);

  std::string name() const override { return "cuda-graph"; }
  std::int64_t advance(std::int64_t at_most) override;
  LossTotals take_losses() override;
  void start_losses(const IterationLossValues& sum) override;

 private:
  using Graph = std::unique_ptr<at::cuda::CUDAGraph>;

  std::vector<bool> penalised_steps();
  Graph capture();
  void warm_up();

  Players& players_;
  c10::Device device_;
  Objective objective_;
  Precision precision_;
  EagerEngine eager_;
  // Where an iteration is first run and then captured.
  c10::cuda::CUDAStream stream_;
  // Keys: which of the discriminator's steps have a penalty.
  std::map<std::vector<bool>, Graph> graphs_;
  std::int64_t steps_taken_ = 0;  // by the discriminator in an iteration
};

// Trains copies for two iterations with EagerEngine and with CapturedEngine, and compares them to
// the bit. Returns in a few words what differs, or nothing. Players and random numbers stay as they
// are. Throws c10::OutOfMemoryError where the GPU's memory does not suffice.
std::string captured_fault(const Players& players, const RandomBatches& batches,
                           const Objective& objective, const TrainingOptions& options);

}  // namespace gan::cuda
