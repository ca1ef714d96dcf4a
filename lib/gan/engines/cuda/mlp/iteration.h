// An iteration of training as one sequence of launches that waits for nothing.
#pragma once

#include <vector>

#include "gan/data/random_batches.h"
#include "gan/engines/cuda/common/streams.h"
#include "gan/engines/cuda/mlp/discriminator.h"
#include "gan/engines/cuda/mlp/generator.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan::cuda {

// Computes what train_iteration computes with binary_cross_entropy, with its own random numbers.
// Fit for a CUDA graph on a GPU; runs on the CPU too, slowly, so that it can be tested there.
class Iteration {
 public:
  // The caller owns all arguments, which must outlive this and be on one device. `products` is the
  // type of activations and matrix products: float32 or bfloat16. Weights, Adam, batch statistics
  // and losses are in float32.
  Iteration(Players& players, const RandomBatches& batches, const TrainingOptions& options,
            at::ScalarType products);

  // Starts an iteration on LibTorch's current stream.
  void run(const RandomSource& random);

  // Waits for the device; returns the losses since the last call, and tells the optimizers how many
  // steps they took.
  LossTotals take_losses();
  // Starts the sums from these instead of zero. Waits for the device.
  void start_losses(const IterationLossValues& sum);

  // All tensors that an iteration changes and the next one depends on.
  std::vector<at::Tensor> changing() const;
  // Call it after others have changed weights.
  void refresh();

 private:
  // Adds loss and mean logit to the values of these indices; a logit of kValues is not counted.
  LossTarget loss_target(float target, std::int64_t loss, std::int64_t logit) const;
  void gather_images(const RandomSource& random);
  // The images as the discriminator sees them in a pass; valid until the next call.
  at::Tensor augmented(const at::Tensor& images, std::uint32_t pass, const RandomSource& random);
  void shift(const at::Tensor& from, bool back, std::uint32_t pass, const RandomSource& random,
             const at::Tensor& to);

  const RandomBatches& batches_;
  ImageShape image_;
  std::int64_t most_shift_;
  at::Tensor real_;                        // [batch, pixels], of the products' type
  at::Tensor shifted_, shifted_gradient_;  // likewise, if there are shifts
  at::Tensor losses_;  // float64: sums of the values of iterations, then the last ones
  DiscriminatorPasses discriminator_;
  GeneratorPasses generator_;
  SideStream side_;
};

}  // namespace gan::cuda
