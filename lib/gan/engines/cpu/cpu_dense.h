// A Dense layer on the CPU's fast path.
#pragma once

#include <vector>

#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"
#include "gan/math/adam_math.h"
#include "gan/networks/layers/dense.h"
#include "gan/training/keras_adam.h"

namespace gan {

// Adds the layer's jobs to a jobs. Weights and Adam's state stay in the layer's and the
// optimizer's tensors. Operands are taken in bfloat16 where the matrices have such copies, and all
// that are given to one layer have them or none.
class CpuDense {
 public:
  CpuDense(const Dense& layer, KerasAdam& optimizer);

  std::int64_t inputs() const { return weight_.size(1); }
  std::int64_t outputs() const { return weight_.size(0); }

  // out = dropout(activation(input · weight^T + bias)); sets finish.bias.
  void forward(JobQueue& jobs, const Rows& input, ForwardFinish finish) const;

  // out = gradient · weight, times the derivative that `finish` describes.
  void input_gradient(JobQueue& jobs, const Matrix& gradient,
                      const InputGradientFinish& finish) const;

  // Adam's steps by the gradients gradient^T · input and the sum of `gradient` over the rows.
  // prepare_update is run before.
  void prepare_update(JobQueue& jobs, const Matrix& gradient);
  void update_weight(JobQueue& jobs, const Matrix& gradient, const Rows& input,
                     const AdamStep& step) const;
  void update_bias(JobQueue& jobs, const Matrix& gradient, const AdamStep& step) const;

  AdamFinish bias_finish(const AdamStep& step) const;

 private:
  at::Tensor weight_;  // [outputs, inputs]
  at::Tensor bias_;    // [outputs]
  KerasAdam& optimizer_;
  std::vector<std::uint32_t> gradient_pairs_;  // what prepare_update makes of a bfloat16 gradient
};

// Where Adam's step on `parameter` happens.
AdamFinish adam_finish(const at::Tensor& parameter, KerasAdam& optimizer, const AdamStep& step);

// Brings the bfloat16 copy of some rows up to date, where there is one.
void round_to_bf16(const CpuKernels& kernels, Matrix& matrix, std::int64_t first,
                   std::int64_t count);

ForwardFinish forward_into(Matrix& out, Activation activation);

// The derivative is that of the `activation` that made `outputs`.
InputGradientFinish gradient_into(Matrix& out, const Matrix& outputs, Activation activation);

}  // namespace gan
