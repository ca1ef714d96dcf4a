#include "gan/engines/cuda/mlp/self_check.h"

#include <algorithm>
#include <set>
#include <vector>

#include <torch/types.h>

#include "gan/engines/cuda/mlp/graph_engine.h"
#include "gan/engines/cuda/mlp/iteration.h"
#include "gan/engines/cuda/mlp/random_numbers.h"
#include "gan/training/product_precision.h"
#include "gan/training/random_shift.h"

namespace gan::cuda {
namespace {

// Rounding alone may switch an activation on or off, but hardly in three draws running.
constexpr int kTries = 3;

std::string compare_once(const Players& players, const RandomBatches& batches,
                         TrainingOptions options) {
  const RandomSource random = next_numbers(batches.device());
  const Outcome readable = readable_outcome(players, batches, options, random);
  // Lower precisions are first checked in float32: their own tolerances hide more faults.
  for (const Precision precision : std::set<Precision>{Precision::float32, options.precision}) {
    options.precision = precision;
    const std::string fault = difference(fast_outcome(players, batches, options, random), readable,
                                         tolerance_of(precision));
    if (!fault.empty()) return "in the fast iteration, " + fault;
  }
  return {};
}

// Returns the last fault, if every try had one.
std::string compare_with_readable(const Players& players, const RandomBatches& batches,
                                  TrainingOptions options) {
  // Keeps a gradient of mere rounding errors from becoming a whole step.
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

Outcome fast_outcome(const Players& players, const RandomBatches& batches,
                     const TrainingOptions& options, const RandomSource& random) {
  return outcome_of(players, options, /*dropout=*/0, [&](Players& copies) {
    const ProductPrecision precision(options.precision);
    Iteration iteration(copies, batches, options,
                        options.precision == Precision::bf16 ? at::kBFloat16 : at::kFloat);
    iteration.run(random);
    return iteration.take_losses().last;
  });
}

Outcome readable_outcome(const Players& players, const RandomBatches& batches,
                         const TrainingOptions& options, const RandomSource& random) {
  return outcome_of(players, options, /*dropout=*/0, [&](Players& copies) {
    const ProductPrecision precision(Precision::float32);
    const std::vector<at::Tensor> latents =
        drawn_latents(batches, copies.generator->options().latent_dim, random).chunk(2);
    std::size_t drawn = 0;
    std::uint32_t pass = 0;
    Draws draws{[&] { return drawn_images(batches, random); }, [&] { return latents[drawn++]; }};
    if (options.shift > 0)
      draws.augment = [&](const at::Tensor& images) {
        return shift_images(images, drawn_shifts(batches, options.shift, pass++, random),
                            copies.generator->image());
      };
    const IterationLosses losses = train_iteration(copies, draws, objective_of(options));
    return IterationLossValues{losses.discriminator_real.item<double>(),
                               losses.discriminator_fake.item<double>(),
                               losses.generator.item<double>(),
                               /*penalty=*/0,
                               losses.real_logit.item<double>(),
                               losses.fake_logit.item<double>()};
  });
}

Tolerance tolerance_of(Precision precision) {
  if (precision == Precision::float32) return {1e-4, 1e-3};
  return precision == Precision::tf32 ? Tolerance{1e-2, 0.15} : Tolerance{5e-2, 0.5};
}

std::string self_check(const Players& players, const RandomBatches& batches,
                       const TrainingOptions& options) {
  return fault_found_by(batches.device(), [&] {
    const std::string fault = compare_with_readable(players, batches, options);
    return fault.empty() ? compare_graph(players, batches, options) : fault;
  });
}

}  // namespace gan::cuda
