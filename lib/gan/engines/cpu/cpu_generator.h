// The generator's part of an iteration on the CPU's fast path.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gan/engines/cpu/cpu_dense.h"
#include "gan/math/adam_math.h"
#include "gan/networks/generator.h"
#include "gan/networks/layers/batch_norm.h"

namespace gan {

class CpuGenerator {
 public:
  // `bf16`: products take bfloat16 operands, and what is given has such copies.
  CpuGenerator(const Generator& network, KerasAdam& optimizer, std::int64_t batch_size, bool bf16,
               JobQueue& jobs);

  // Two batches of images from `latents` [2 * batch, latent_dim]: the first in inference mode, the
  // second in training mode, which moves the moving statistics. The weights are the same for both,
  // so the products are done together.
  void generate(const Matrix& latents);

  const Matrix& fakes() const { return images_[0]; }            // of the first batch
  const Matrix& training_images() const { return images_[1]; }  // of the second

  // Back through the second batch, made from the same `latents`, from the gradient by what its tanh
  // was given, with Adam's step on all parameters.
  void learn(const Matrix& latents, const Matrix& gradient_before_tanh);

 private:
  struct Hidden {
    std::shared_ptr<BatchNorm> norm;
    Matrix dense_output;  // [2 * batch, width]; after its relu where that comes first
    Matrix output;        // [2 * batch, width]: what the next layer is given
    Matrix gradient;      // [batch, width], of the second batch
    std::vector<float> batch_mean;
    std::vector<float> inverse_deviation;
  };

  void normalise(Hidden& hidden);
  void add_normalise_back(std::size_t index, const AdamStep& step);

  KerasAdam& optimizer_;
  JobQueue& jobs_;
  std::int64_t batch_;
  bool relu_first_;
  float momentum_;
  std::vector<CpuDense> dense_;
  std::vector<Hidden> hidden_;
  std::vector<Matrix> images_;
  ImageShape image_;
  bool filtered_;
  // Where a filter comes between the last layer and the images: its sums, and the gradient by them.
  std::vector<Matrix> sums_;
  Matrix sums_gradient_;
};

}  // namespace gan
