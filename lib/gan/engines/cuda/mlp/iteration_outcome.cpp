#include "gan/engines/cuda/mlp/iteration_outcome.h"

#include <torch/types.h>

#include "gan/engines/cuda/common/product_precision.h"
#include "gan/engines/cuda/mlp/drawn_inputs.h"
#include "gan/engines/cuda/mlp/iteration.h"
#include "gan/training/random_shift.h"

namespace gan::cuda {

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
  switch (precision) {
    case Precision::float32:
      return {1e-4, 1e-3};
    case Precision::tf32:
      return {1e-2, 0.15};
    case Precision::bf16:
      return {5e-2, 0.5};
  }
  return {0, 0};
}

}  // namespace gan::cuda
