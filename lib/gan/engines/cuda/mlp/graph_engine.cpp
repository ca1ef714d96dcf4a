#include "gan/engines/cuda/mlp/graph_engine.h"

#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <torch/utils.h>

#include "gan/device/random_state.h"
#include "gan/engines/cuda/common/captured_graph.h"
#include "gan/engines/cuda/common/streams.h"
#include "gan/engines/cuda/mlp/random_numbers.h"
#include "gan/training/product_precision.h"

namespace gan::cuda {

GraphEngine::GraphEngine(Players& players, const RandomBatches& batches,
                         const TrainingOptions& options)
    : device_(batches.device()),
      precision_(options.precision),
      iteration_(players, batches, options,
                 options.precision == Precision::bf16 ? at::kBFloat16 : at::kFloat),
      stream_(stream_of(device_, StreamUse::iterations)) {}

void GraphEngine::run_iterations(std::int64_t count) {
  const ProductPrecision products(precision_);
  for (std::int64_t i = 0; i < count; ++i) iteration_.run(next_numbers(device_));
}

void GraphEngine::run_without_graph(std::int64_t count) {
  const c10::cuda::CUDAGuard on_device(device_);
  c10::cuda::device_synchronize();
  const c10::cuda::CUDAStreamGuard guard(stream_);
  run_iterations(count);
  stream_.synchronize();
}

// First runs initialise cuBLAS and the allocator, which a graph cannot hold. Their changes to the
// training are undone.
void GraphEngine::warm_up() {
  const torch::NoGradGuard no_grad;
  const at::Tensor numbers = random_state(device_);
  const std::vector<at::Tensor> changing = iteration_.changing();
  std::vector<at::Tensor> before;
  for (const at::Tensor& tensor : changing) before.push_back(tensor.clone());

  run_iterations(2);

  for (std::size_t i = 0; i < changing.size(); ++i) at::Tensor(changing[i]).copy_(before[i]);
  iteration_.refresh();
  set_random_state(device_, numbers);
}

GraphEngine::Graph GraphEngine::capture(std::int64_t iterations) {
  c10::cuda::device_synchronize();
  const c10::cuda::CUDAStreamGuard guard(stream_);
  if (!one_) warm_up();
  return captured_graph(stream_, [&] { run_iterations(iterations); });
}

std::int64_t GraphEngine::advance(std::int64_t at_most) {
  const c10::cuda::CUDAGuard guard(device_);
  if (!one_) one_ = capture(1);
  if (at_most >= kMany && !many_) many_ = capture(kMany);
  (at_most >= kMany ? many_ : one_)->replay();
  return at_most >= kMany ? kMany : 1;
}

LossTotals GraphEngine::take_losses() {
  const c10::cuda::CUDAGuard guard(device_);
  return iteration_.take_losses();
}

void GraphEngine::start_losses(const IterationLossValues& sum) {
  const c10::cuda::CUDAGuard guard(device_);
  iteration_.start_losses(sum);
}

}  // namespace gan::cuda
