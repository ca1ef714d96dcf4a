// A Dense layer on the CPU's fast path.
#pragma once

#include <vector>

#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"
#include "gan/math/adam_math.h"
#include "gan/networks/layers/dense.h"
#include "gan/training/keras_adam.h"

namespace gan {

// Adds the layer's jobs to a JobQueue. Weights and Adam's state stay in the layer's and the
// optimizer's tensors. Products use the matrices' bfloat16 copies where they exist: either all
// matrices given to a layer have them, or none.
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

  // Adam's steps. The weight's gradient is gradient^T · input, the bias's is the sum of `gradient`
  // over the rows. Run prepare_update before.
  void prepare_update(JobQueue& jobs, const Matrix& gradient);
  void update_weight(JobQueue& jobs, const Matrix& gradient, const Rows& input,
                     const AdamStep& step) const;
  void update_bias(JobQueue& jobs, const Matrix& gradient, const AdamStep& step) const;

  AdamFinish bias_finish(const AdamStep& step) const;

 private:
  at::Tensor weight_;  // [outputs, inputs]
  at::Tensor bias_;    // [outputs]
  KerasAdam& optimizer_;
  std::vector<std::uint32_t> gradient_pairs_;  // a bfloat16 gradient in pairs, by prepare_update
};

// The pointers and factors of Adam's step on `parameter`.
AdamFinish adam_finish(const at::Tensor& parameter, KerasAdam& optimizer, const AdamStep& step);

// Updates the bfloat16 copy of some rows, if there is one.
void round_to_bf16(const CpuKernels& kernels, Matrix& matrix, std::int64_t first,
                   std::int64_t count);

ForwardFinish forward_into(Matrix& out, Activation activation);

// The derivative is that of the `activation` that made `outputs`.
InputGradientFinish gradient_into(Matrix& out, const Matrix& outputs, Activation activation);

}  // namespace gan
