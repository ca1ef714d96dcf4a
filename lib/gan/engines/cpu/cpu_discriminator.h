// The discriminator's part of an iteration on the CPU's fast path.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/engines/cpu/cpu_dense.h"
#include "gan/networks/discriminator.h"

namespace gan {

class CpuDiscriminator {
 public:
  // `bf16`: products take bfloat16 operands, and the images given have such copies.
  CpuDiscriminator(const Discriminator& network, KerasAdam& optimizer, std::int64_t batch_size,
                   bool bf16, JobQueue& jobs);

  // The mean binary cross-entropy of `images` [batch, pixels] when each should be classified as
  // `target`; dropout is active. What the calls below need is kept.
  double loss_of(const Matrix& images, float target, std::uint64_t dropout_key);

  // The mean logit of the last images.
  double mean_logit() const { return mean_logit_; }

  // Back through the last images, with Adam's step on all parameters.
  void learn(const Matrix& images);

  // The gradient for the last images, by what the generator's tanh was given. No parameter's
  // gradient is computed.
  const Matrix& gradient_before_tanh(const Matrix& images);

 private:
  // The gradient by the input of layer `index` becomes that by the sums of the layer before.
  void add_input_gradient(std::size_t index);

  KerasAdam& optimizer_;
  JobQueue& jobs_;
  std::uint32_t dropped_;  // the dropout rate in 65536ths
  float kept_scale_;
  std::vector<CpuDense> layers_;
  std::vector<Matrix> outputs_;    // of each layer; the last one's are the logits
  std::vector<Matrix> gradients_;  // by each layer's sums, before its activation
  Matrix image_gradient_;
  double mean_logit_ = 0;
};

}  // namespace gan
