#include "gan/engines/cuda/captured_engine.h"

#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>

#include "gan/engines/cuda/common/captured_graph.h"
#include "gan/engines/cuda/common/outcome.h"
#include "gan/engines/cuda/common/streams.h"
#include "gan/training/product_precision.h"
#include "gan/training/training_state.h"

namespace gan::cuda {

CapturedEngine::CapturedEngine(Players& players, RandomBatches& batches, const Objective& objective,
                               const TrainingOptions& options)
    : players_(players),
      device_(batches.device()),
      objective_(objective),
      precision_(options.precision),
      eager_(players, batches, objective, options),
      stream_(stream_of(device_, StreamUse::iterations)) {}

std::vector<bool> CapturedEngine::penalised_steps() {
  std::vector<bool> steps(static_cast<std::size_t>(objective_.discriminator_steps));
  std::int64_t step = players_.discriminator_optimizer.steps();
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = objective_.penalises(step++);
  return steps;
}

// A first run initialises cuBLAS, cuDNN, the allocator and Adam. Its changes to the training are
// undone.
void CapturedEngine::warm_up() {
  const NamedTensors before = copy_tensors(players_, device_);
  const LossTotals losses = eager_.take_losses();
  eager_.advance(1);
  eager_.start_losses(losses.sum);
  restore_tensors(before, players_, device_, /*seed=*/0);
}

CapturedEngine::Graph CapturedEngine::capture() {
  const ProductPrecision precision(precision_);
  c10::cuda::device_synchronize();
  const c10::cuda::CUDAStreamGuard guard(stream_);
  warm_up();
  KerasAdam &generator = players_.generator_optimizer,
            &discriminator = players_.discriminator_optimizer;
  const std::int64_t steps[] = {generator.steps(), discriminator.steps()};
  Graph graph = captured_graph(stream_, [&] { eager_.advance(1); });
  steps_taken_ = discriminator.steps() - steps[1];
  generator.set_steps(steps[0]);
  discriminator.set_steps(steps[1]);
  stream_.synchronize();
  return graph;
}

std::int64_t CapturedEngine::advance(std::int64_t) {
  const c10::cuda::CUDAGuard guard(device_);
  Graph& graph = graphs_[penalised_steps()];
  if (!graph) graph = capture();
  graph->replay();
  players_.generator_optimizer.count_steps(1);
  players_.discriminator_optimizer.count_steps(steps_taken_);
  return 1;
}

LossTotals CapturedEngine::take_losses() {
  const c10::cuda::CUDAGuard guard(device_);
  return eager_.take_losses();
}

void CapturedEngine::start_losses(const IterationLossValues& sum) {
  const c10::cuda::CUDAGuard guard(device_);
  eager_.start_losses(sum);
}

std::string captured_fault(const Players& players, const RandomBatches& batches,
                           const Objective& objective, const TrainingOptions& options) {
  RandomBatches same_batches = batches;
  const auto train = [&](Engine& engine) {
    const ProductPrecision precision(options.precision);
    for (int i = 0; i < 2; ++i) engine.advance(1);
    return engine.take_losses().sum;
  };
  const auto by_graph = [&](Players& copies) {
    CapturedEngine engine(copies, same_batches, objective, options);
    return train(engine);
  };
  const auto without = [&](Players& copies) {
    EagerEngine engine(copies, same_batches, objective, options);
    return train(engine);
  };
  return fault_found_by(batches.device(), [&] {
    return graph_difference(players, options, batches.device(), by_graph, without);
  });
}

}  // namespace gan::cuda
