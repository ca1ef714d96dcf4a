#include "gan/training/keras_adam.h"

#include <cmath>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/math/adam_math.h"
#include "gan/training/foreach_adam.h"

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

void KerasAdam::set_steps(std::int64_t steps) {
  for (const at::Tensor& parameter : parameters()) state_of(parameter).step(steps);
  const torch::NoGradGuard no_grad;
  if (number_.defined()) number_.fill_(steps);
}

void KerasAdam::count_steps(std::int64_t more) {
  const std::int64_t steps = this->steps() + more;
  for (const at::Tensor& parameter : parameters()) state_of(parameter).step(steps);
}

at::Tensor KerasAdam::step(LossClosure closure) {
  if (parameters().front().is_cuda()) {
    step_on_gpu();
    return {};
  }
  auto& options = static_cast<torch::optim::AdamOptions&>(param_groups().front().options());
  const double beta2 = std::get<1>(options.betas());
  options.eps(epsilon_ / std::sqrt(1 - std::pow(beta2, static_cast<double>(steps() + 1))));
  return torch::optim::Adam::step(std::move(closure));
}

void KerasAdam::step_on_gpu() {
  const torch::NoGradGuard no_grad;
  if (!number_.defined())
    number_ = torch::full({}, static_cast<double>(steps()),
                          parameters().front().options().dtype(torch::kFloat64));
  ForeachAdam adam{number_, {}, {}, {}, {}};
  for (const at::Tensor& parameter : parameters()) {
    if (!parameter.grad().defined()) continue;
    torch::optim::AdamParamState& state = state_of(parameter);
    adam.weights.push_back(parameter);
    adam.gradients.push_back(parameter.grad());
    adam.means.push_back(state.exp_avg());
    adam.squares.push_back(state.exp_avg_sq());
  }
  if (adam.weights.empty()) return;
  const auto& options = static_cast<torch::optim::AdamOptions&>(param_groups().front().options());
  const auto [beta1, beta2] = options.betas();
  step_of(adam, options.lr(), beta1, beta2, epsilon_);
  count_steps(1);
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
  count_steps(1);
  const auto& options = static_cast<torch::optim::AdamOptions&>(param_groups().front().options());
  const auto [beta1, beta2] = options.betas();
  return adam_step(options.lr(), beta1, beta2, epsilon_, static_cast<double>(steps()));
}

}  // namespace gan
