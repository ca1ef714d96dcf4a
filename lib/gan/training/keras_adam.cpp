#include "gan/training/keras_adam.h"

#include <cmath>

#include <torch/types.h>

#include "gan/math/adam_math.h"

namespace gan {

KerasAdam::KerasAdam(std::vector<at::Tensor> parameters, const TrainingOptions& options)
    : torch::optim::Adam(std::move(parameters), torch::optim::AdamOptions(options.learning_rate)
                                                    .betas({options.adam_beta1, options.adam_beta2})
                                                    .eps(options.adam_epsilon)),
      epsilon_(options.adam_epsilon) {}

// From the optimizer's own state, so that it survives a restore.
std::int64_t KerasAdam::steps() {
  if (state().empty()) return 0;
  return static_cast<torch::optim::AdamParamState&>(*state().begin()->second).step();
}

at::Tensor KerasAdam::step(LossClosure closure) {
  const double next_step = static_cast<double>(steps() + 1);
  for (torch::optim::OptimizerParamGroup& group : param_groups()) {
    auto& options = static_cast<torch::optim::AdamOptions&>(group.options());
    const double beta2 = std::get<1>(options.betas());
    options.eps(epsilon_ / std::sqrt(1 - std::pow(beta2, next_step)));
  }
  return torch::optim::Adam::step(std::move(closure));
}

torch::optim::AdamParamState& KerasAdam::state_of(const at::Tensor& parameter) {
  std::unique_ptr<torch::optim::OptimizerParamState>& state =
      state_[parameter.unsafeGetTensorImpl()];
  if (!state) {
    auto fresh = std::make_unique<torch::optim::AdamParamState>();
    fresh->step(0);
    fresh->exp_avg(torch::zeros_like(parameter));
    fresh->exp_avg_sq(torch::zeros_like(parameter));
    state = std::move(fresh);
  }
  return static_cast<torch::optim::AdamParamState&>(*state);
}

AdamStep KerasAdam::begin_step() {
  const std::int64_t step = steps() + 1;
  for (torch::optim::OptimizerParamGroup& group : param_groups())
    for (const at::Tensor& parameter : group.params()) state_of(parameter).step(step);

  const auto& options = static_cast<torch::optim::AdamOptions&>(param_groups().front().options());
  const auto [beta1, beta2] = options.betas();
  return adam_step(options.lr(), beta1, beta2, epsilon_, static_cast<double>(step));
}

}  // namespace gan
