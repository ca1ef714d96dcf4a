// A step of Keras's Adam for all parameters at once, without a number of the host's in it.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

// What a step changes, in place. All but `number` are lists of float32 tensors, one a parameter.
struct ForeachAdam {
  at::Tensor number;  // float64 [], steps taken
  std::vector<at::Tensor> weights, gradients, means, squares;
};

// As KerasAdam says, to 1e-6 of the weights' changes. Nothing waits for the device.
void step_of(ForeachAdam& adam, double learning_rate, double beta1, double beta2, double epsilon);

}  // namespace gan
