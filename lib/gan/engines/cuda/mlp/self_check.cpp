#include "gan/engines/cuda/mlp/self_check.h"

#include <algorithm>
#include <vector>

#include "gan/engines/cuda/mlp/graph_engine.h"
#include "gan/engines/cuda/mlp/iteration_outcome.h"
#include "gan/engines/cuda/mlp/random_numbers.h"

namespace gan::cuda {
namespace {

// Rounding alone may turn an activation on or off, but not in three draws one after the other.
constexpr int kTries = 3;

std::string compare_once(const Players& players, const RandomBatches& batches,
                         TrainingOptions options) {
  const Precision wanted = options.precision;
  const RandomSource random = next_numbers(batches.device());
  const Outcome readable = readable_outcome(players, batches, options, random);
  // Lower precisions are compared in float32 first: what they may be off hides more.
  std::vector<Precision> precisions = {Precision::float32};
  if (wanted != Precision::float32) precisions.push_back(wanted);
  for (const Precision precision : precisions) {
    options.precision = precision;
    const std::string fault = difference(fast_outcome(players, batches, options, random), readable,
                                         tolerance_of(precision));
    if (!fault.empty()) return "the fast iteration has " + fault;
  }
  return {};
}

// Says what was wrong the last time, if it was each time.
std::string compare_with_readable(const Players& players, const RandomBatches& batches,
                                  TrainingOptions options) {
  // A gradient that is nothing but rounding must not become a whole step.
  options.adam_epsilon = std::max(options.adam_epsilon, 1e-3);
  std::string fault;
  for (int i = 0; i < kTries; ++i) {
    fault = compare_once(players, batches, options);
    if (fault.empty()) break;
  }
  return fault;
}

std::string compare_graph(const Players& players, const RandomBatches& batches,
                          const TrainingOptions& options) {
  const auto train = [&](Players& copies, bool graph) {
    GraphEngine engine(copies, batches, options);
    graph ? static_cast<void>(engine.advance(1)) : engine.run_without_graph(1);
    return engine.take_losses().last;
  };
  return graph_difference(
      players, options, batches.device(), [&](Players& copies) { return train(copies, true); },
      [&](Players& copies) { return train(copies, false); });
}

}  // namespace

std::string self_check(const Players& players, const RandomBatches& batches,
                       const TrainingOptions& options) {
  return fault_found_by(batches.device(), [&] {
    const std::string fault = compare_with_readable(players, batches, options);
    return fault.empty() ? compare_graph(players, batches, options) : fault;
  });
}

}  // namespace gan::cuda
