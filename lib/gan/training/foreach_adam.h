// A step of Keras's Adam for all parameters at once, with all changing numbers on the device.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

// The tensors of a step, which changes all but the gradients in place. All but `number` are lists
// of float32 tensors, one per parameter.
struct ForeachAdam {
  at::Tensor number;  // float64 [], steps taken
  std::vector<at::Tensor> weights, gradients, means, squares;
};

// The step of KerasAdam, to 1e-6 of the weights' changes. Does not wait for the device.
void step_of(ForeachAdam& adam, double learning_rate, double beta1, double beta2, double epsilon);

}  // namespace gan
