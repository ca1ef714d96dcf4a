// The update of a network's parameters on the CPU's fast path.
#pragma once

#include <unordered_map>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/product.h"
#include "gan/math/adam_math.h"
#include "gan/training/data_parallel.h"
#include "gan/training/keras_adam.h"

namespace gan {

// Adam's step. A process that trains alone takes it for each gradient while that is still in
// registers. Several processes write their gradients to memory, sum them in one exchange, and take
// the steps then.
class CpuUpdate {
 public:
  // The caller keeps all arguments.
  CpuUpdate(const torch::nn::Module& network, KerasAdam& optimizer,
            const DataParallel& data_parallel, JobQueue& jobs);

  // begin(); then the jobs that compute the gradients of all parameters; end(), which runs them.
  void begin() { step_ = optimizer_.begin_step(); }
  // What the jobs do with the gradient by `parameter`.
  AdamFinish finish(const at::Tensor& parameter) const;
  void end();

 private:
  AdamFinish adam(const at::Tensor& parameter) const;

  KerasAdam& optimizer_;
  const DataParallel& data_parallel_;
  JobQueue& jobs_;
  AdamStep step_;
  std::vector<at::Tensor> parameters_;
  // In several processes: the gradients of all parameters, and where each parameter's is.
  at::Tensor gradients_;
  std::unordered_map<const at::TensorImpl*, float*> places_;
};

}  // namespace gan
