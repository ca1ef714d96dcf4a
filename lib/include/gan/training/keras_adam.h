// Adam as Keras computes it.
#pragma once

#include <vector>

#include <torch/optim/adam.h>

#include "gan/training/options.h"

namespace gan {

struct AdamStep;  // math/adam_math.h

// Kingma and Ba (2015), in the form at the end of their section 2: Keras adds epsilon to sqrt(v)
// before the bias correction, torch::optim::Adam after it. Epsilon divided by sqrt(1 - beta2^t)
// before step t makes the second the first. With a fixed epsilon, weights are off by up to 5e-3
// after five steps; so they agree to 7e-7.
class KerasAdam : public torch::optim::Adam {
 public:
  KerasAdam(std::vector<at::Tensor> parameters, const TrainingOptions& options);

  // On a GPU, all parameters at once, with the number of the step kept there, too: so a CUDA graph
  // of a step can be replayed.
  at::Tensor step(LossClosure closure = nullptr) override;

  // Steps taken so far, by all parameters.
  std::int64_t steps();
  void set_steps(std::int64_t steps);
  // Counts steps that were replayed from a CUDA graph.
  void count_steps(std::int64_t more);

  // For who computes gradients and updates himself: the state that step() would use, made where it
  // is not there yet...
  torch::optim::AdamParamState& state_of(const at::Tensor& parameter);
  // ...and the numbers of the next step, which counts as taken by all parameters.
  AdamStep begin_step();

 private:
  std::vector<at::Tensor>& parameters() { return param_groups().front().params(); }
  void step_on_gpu();

  double epsilon_;
  at::Tensor number_;  // on a GPU after its first step: float64 [], steps taken
};

}  // namespace gan
