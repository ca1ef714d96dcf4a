// Adam in one launch, with the number of the step on the device, where a graph can count it.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/engines/cuda/mlp/dense.h"
#include "gan/engines/cuda/mlp/update_kernels.h"
#include "gan/math/adam_math.h"
#include "gan/training/keras_adam.h"
#include "gan/training/options.h"

namespace gan::cuda {

// Works on the weights and on the optimizer's own mean and square of the gradients, in place.
class Adam {
 public:
  struct Part {
    at::Tensor weight;
    at::Tensor gradient;       // float32 or bfloat16
    at::Tensor narrow_weight;  // gets the new weight too; may be undefined
  };

  // All parameters that `optimizer` has, each once.
  Adam(KerasAdam& optimizer, std::vector<Part> parts, const TrainingOptions& options);

  // The parts for the layers' weights and biases.
  static std::vector<Part> parts_of(const std::vector<Dense>& layers);

  // The kernel that adds up a batch's loss and begins a step. The caller sets its batch and its
  // pointers.
  CloseUpdate begin_step() const;
  // Takes the step. All gradients must have been computed.
  void step() const;

  // Tells the optimizer how many steps were taken. Waits for the device.
  void store_steps();
  // All tensors that a step changes, so that it can be undone.
  std::vector<at::Tensor> changing() const;

 private:
  template <class T>
  void make_chunks();

  KerasAdam& optimizer_;
  std::vector<Part> parts_;
  std::vector<at::Tensor> means_, squares_;
  TrainingOptions options_;
  at::ScalarType products_ = at::kFloat;
  at::Tensor steps_;   // int64 [1]
  at::Tensor step_;    // an AdamStep
  at::Tensor chunks_;  // AdamChunks
  std::int64_t chunk_count_ = 0;
};

}  // namespace gan::cuda
