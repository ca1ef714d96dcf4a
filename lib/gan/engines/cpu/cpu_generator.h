// The generator's part of an iteration on the CPU's fast path.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gan/data/batch_part.h"
#include "gan/engines/cpu/cpu_dense.h"
#include "gan/engines/cpu/cpu_update.h"
#include "gan/networks/generator.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/shared_batch_norm.h"

namespace gan {

class CpuGenerator {
 public:
  // Computes `part` of each batch. `bf16`: products use bfloat16 operands; given matrices must have
  // such copies. The caller keeps optimizer, data_parallel and jobs.
  CpuGenerator(const Generator& network, KerasAdam& optimizer, const DataParallel& data_parallel,
               const BatchPart& part, bool bf16, JobQueue& jobs);

  // Parts of two batches of images from `latents` [2 * part, latent_dim]: the first in inference
  // mode, the second in training mode, which updates the moving statistics. The weights are the
  // same for both, so the products are done together.
  void generate(const Matrix& latents);

  const Matrix& fakes() const { return images_[0]; }            // of the first batch
  const Matrix& training_images() const { return images_[1]; }  // of the second

  // The backward pass for the second batch, made from the same `latents`, from the gradient by the
  // input of its tanh, with Adam's step on all parameters.
  void learn(const Matrix& latents, const Matrix& gradient_before_tanh);

 private:
  struct Hidden {
    std::shared_ptr<BatchNorm> norm;
    Matrix dense_output;         // [2 * batch_, width]; after its relu where that comes first
    Matrix output;               // [2 * batch_, width]: the next layer's input
    Matrix gradient;             // [batch_, width], of the second batch
    BatchStatistics statistics;  // of the whole second batch
    at::Tensor gradients;        // [2, width], by gamma and beta
    at::Tensor batch_gradients;  // of the whole second batch
  };

  void normalise(Hidden& hidden);
  void normalise_back(std::size_t index);

  CpuUpdate update_;
  JobQueue& jobs_;
  std::int64_t batch_;        // rows of this process
  std::int64_t whole_batch_;  // of all processes
  bool relu_first_;
  float momentum_;
  std::vector<CpuDense> dense_;
  std::vector<Hidden> hidden_;
  std::vector<Matrix> images_;
  ImageShape image_;
  bool filtered_;
  // With an output filter: the last layer's sums, and the gradient by them.
  std::vector<Matrix> sums_;
  Matrix sums_gradient_;
};

}  // namespace gan
