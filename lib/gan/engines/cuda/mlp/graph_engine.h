// Iterations on a GPU, replayed from CUDA graphs.
#pragma once

#include <memory>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAStream.h>

#include "gan/engines/cuda/mlp/iteration.h"
#include "gan/training/engine.h"

namespace gan::cuda {

// A launch costs the CPU more time than most kernels of an iteration cost the GPU; a graph is
// launched as one, and holds several iterations.
class GraphEngine : public Engine {
 public:
  // Iterations in the longer of the two graphs.
  static constexpr std::int64_t kMany = 25;

  GraphEngine(Players& players, const RandomBatches& batches, const TrainingOptions& options);

  std::string name() const override { return "cuda-mlp"; }
  std::int64_t advance(std::int64_t at_most) override;
  LossTotals take_losses() override;
  void start_losses(const IterationLossValues& sum) override;

  // The same iterations without a graph, for comparison. Waits for the device.
  void run_without_graph(std::int64_t count);

 private:
  using Graph = std::unique_ptr<at::cuda::CUDAGraph>;

  void warm_up();
  Graph capture(std::int64_t iterations);
  void run_iterations(std::int64_t count);

  c10::Device device_;
  Precision precision_;
  Iteration iteration_;
  // Where iterations are first run and then captured: cuBLAS has its workspace there by then.
  c10::cuda::CUDAStream stream_;
  Graph one_, many_;
};

}  // namespace gan::cuda
