// A Dense layer on the CPU's fast path.
#pragma once

#include <vector>

#include "gan/engines/cpu/cpu_update.h"
#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"
#include "gan/networks/layers/dense.h"

namespace gan {

// Adds the layer's jobs to a JobQueue. Weights stay in the layer's tensors. Products use the
// matrices' bfloat16 copies where they exist: either all matrices given to a layer have them, or
// none.
class CpuDense {
 public:
  // The caller keeps `update`.
  CpuDense(const Dense& layer, CpuUpdate& update);

  std::int64_t inputs() const { return weight_.size(1); }
  std::int64_t outputs() const { return weight_.size(0); }

  // out = dropout(activation(input · weight^T + bias)); sets finish.bias.
  void forward(JobQueue& jobs, const Rows& input, ForwardFinish finish) const;

  // out = gradient · weight, times the derivative that `finish` describes.
  void input_gradient(JobQueue& jobs, const Matrix& gradient,
                      const InputGradientFinish& finish) const;

  // The update. The weight's gradient is gradient^T · input, the bias's is the sum of `gradient`
  // over the rows. Run prepare_update before.
  void prepare_update(JobQueue& jobs, const Matrix& gradient);
  void update_weight(JobQueue& jobs, const Matrix& gradient, const Rows& input) const;
  void update_bias(JobQueue& jobs, const Matrix& gradient) const;

  AdamFinish bias_finish() const { return update_.finish(bias_); }

 private:
  at::Tensor weight_;  // [outputs, inputs]
  at::Tensor bias_;    // [outputs]
  CpuUpdate& update_;
  std::vector<std::uint32_t> gradient_pairs_;  // a bfloat16 gradient in pairs, by prepare_update
};

// Updates the bfloat16 copy of some rows, if there is one.
void round_to_bf16(const CpuKernels& kernels, Matrix& matrix, std::int64_t first,
                   std::int64_t count);

ForwardFinish forward_into(Matrix& out, Activation activation);

// The derivative is that of the `activation` that made `outputs`.
InputGradientFinish gradient_into(Matrix& out, const Matrix& outputs, Activation activation);

}  // namespace gan
