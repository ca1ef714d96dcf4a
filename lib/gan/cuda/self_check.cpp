#include "gan/cuda/self_check.h"

#include <algorithm>

#include <c10/cuda/CUDAGuard.h>
#include <c10/util/Exception.h>

#include "gan/base/torch_error.h"
#include "gan/cuda/graph_engine.h"
#include "gan/cuda/outcome.h"
#include "gan/cuda/random_state.h"

namespace gan::cuda {
namespace {

// A graph that ignored where the numbers begin would be right from 0 on.
constexpr int kIterationsBefore = 25;

// Puts the random numbers back, and leaves them unlike a training's first ones meanwhile.
class OtherRandomNumbers {
 public:
  explicit OtherRandomNumbers(const c10::Device& device)
      : device_(device), before_(random_state(device)) {
    for (int i = 0; i < kIterationsBefore; ++i) next_numbers(device_);
  }
  ~OtherRandomNumbers() { set_random_state(device_, before_); }
  OtherRandomNumbers(const OtherRandomNumbers&) = delete;
  OtherRandomNumbers& operator=(const OtherRandomNumbers&) = delete;

 private:
  c10::Device device_;
  at::Tensor before_;
};

std::string in_context(const std::string& context, const std::string& difference) {
  return difference.empty() ? "" : context + difference;
}

std::string compare_with_readable(const Players& players, const RandomBatches& batches,
                                  TrainingOptions options) {
  // A gradient that is nothing but rounding must not become a whole step.
  options.adam_epsilon = std::max(options.adam_epsilon, 1e-3);
  const RandomSource random = next_numbers(batches.device());
  return in_context("the fast iteration has ",
                    difference(fast_outcome(players, batches, options, random),
                               readable_outcome(players, batches, options, random),
                               tolerance_of(options.precision)));
}

std::string compare_graph(const Players& players, const RandomBatches& batches,
                          const TrainingOptions& options) {
  const at::Tensor numbers = random_state(batches.device());
  const auto outcome = [&](bool graph) {
    set_random_state(batches.device(), numbers);
    const double dropout = players.discriminator->options().dropout;
    return outcome_of(players, options, dropout, [&](Players& copies) {
      GraphEngine engine(copies, batches, options);
      graph ? static_cast<void>(engine.advance(1)) : engine.run_without_graph(1);
      return engine.take_losses().last;
    });
  };
  return in_context("a CUDA graph has ", difference(outcome(true), outcome(false), 0));
}

}  // namespace

double tolerance_of(Precision precision) {
  switch (precision) {
    case Precision::float32: return 1e-3;
    case Precision::tf32: return 2e-2;
    case Precision::bf16: return 1e-1;
  }
  return 0;
}

std::string self_check(const Players& players, const RandomBatches& batches,
                       const TrainingOptions& options) {
  const c10::cuda::CUDAGuard guard(batches.device());
  const OtherRandomNumbers others(batches.device());
  try {
    const std::string fault = compare_with_readable(players, batches, options);
    return fault.empty() ? compare_graph(players, batches, options) : fault;
  } catch (const c10::OutOfMemoryError&) {
    throw;
  } catch (const c10::Error& error) {
    return first_line(error);
  }
}

}  // namespace gan::cuda
