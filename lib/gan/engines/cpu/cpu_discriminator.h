// The discriminator's part of an iteration on the CPU's fast path.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/data/batch_part.h"
#include "gan/engines/cpu/cpu_dense.h"
#include "gan/engines/cpu/cpu_update.h"
#include "gan/networks/discriminator.h"

namespace gan {

class CpuDiscriminator {
 public:
  // Computes `part` of each batch. `bf16`: products use bfloat16 operands; the given images must
  // have such copies. The caller keeps optimizer, data_parallel and jobs.
  CpuDiscriminator(const Discriminator& network, KerasAdam& optimizer,
                   const DataParallel& data_parallel, const BatchPart& part, bool bf16,
                   JobQueue& jobs);

  // The mean binary cross-entropy of `images` [part, pixels] when each should be classified as
  // `target`; dropout is active. Keeps what the calls below need.
  double loss_of(const Matrix& images, float target, std::uint64_t dropout_key);

  // The mean logit of the last images.
  double mean_logit() const { return mean_logit_; }

  // The backward pass for the last images, with Adam's step on all parameters.
  void learn(const Matrix& images);

  // The gradient of the last images' loss by the input of the generator's tanh. Computes no
  // parameter's gradient.
  const Matrix& gradient_before_tanh(const Matrix& images);

 private:
  // From the gradient by the sums of layer `index`, that by the sums of the layer before.
  void add_input_gradient(std::size_t index);

  CpuUpdate update_;
  JobQueue& jobs_;
  BatchPart part_;
  std::uint32_t dropped_;  // the dropout rate in 65536ths
  float kept_scale_;
  std::vector<CpuDense> layers_;
  std::vector<Matrix> outputs_;    // of each layer; the last one's are the logits
  std::vector<Matrix> gradients_;  // by each layer's sums, before its activation
  Matrix image_gradient_;
  double mean_logit_ = 0;
};

}  // namespace gan
