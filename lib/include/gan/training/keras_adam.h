// Adam as Keras computes it.
#pragma once

#include <vector>

#include <torch/optim/adam.h>

#include "gan/training/options.h"

namespace gan {

struct AdamStep;  // math/adam_math.h

// Kingma and Ba (2015), in the form at the end of their section 2: Keras adds epsilon to sqrt(v)
// before the bias correction, torch::optim::Adam after it. Dividing epsilon by sqrt(1 - beta2^t)
// before step t turns LibTorch's form into Keras's. After five steps, weights then agree to 7e-7;
// with a fixed epsilon they differ by up to 5e-3.
class KerasAdam : public torch::optim::Adam {
 public:
  KerasAdam(std::vector<at::Tensor> parameters, const TrainingOptions& options);

  // On a GPU, updates all parameters at once and counts the steps on the device, so that a CUDA
  // graph of a step can be replayed.
  at::Tensor step(LossClosure closure = nullptr) override;

  // Steps taken so far, by all parameters.
  std::int64_t steps();
  void set_steps(std::int64_t steps);
  // Counts steps that were replayed from a CUDA graph.
  void count_steps(std::int64_t more);

  // For engines that compute gradients and updates themselves: the state that step() uses, created
  // at the first call...
  torch::optim::AdamParamState& state_of(const at::Tensor& parameter);
  // ...and the factors of the next step, which is counted for all parameters.
  AdamStep begin_step();

 private:
  std::vector<at::Tensor>& parameters() { return param_groups().front().params(); }
  void step_on_gpu();

  double epsilon_;
  at::Tensor number_;  // on a GPU after its first step: float64 [], steps taken
};

}  // namespace gan
