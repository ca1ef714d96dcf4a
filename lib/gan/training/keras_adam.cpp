#include "gan/training/keras_adam.h"

#include <cmath>

namespace gan {
namespace {

// Steps that the optimizer has taken so far, from its own state, so that it survives a restore.
std::int64_t steps_taken(torch::optim::Adam& adam) {
  if (adam.state().empty()) return 0;
  return static_cast<torch::optim::AdamParamState&>(*adam.state().begin()->second).step();
}

}  // namespace

KerasAdam::KerasAdam(std::vector<at::Tensor> parameters, const TrainingOptions& options)
    : torch::optim::Adam(std::move(parameters), torch::optim::AdamOptions(options.learning_rate)
                                                    .betas({options.adam_beta1, options.adam_beta2})
                                                    .eps(options.adam_epsilon)),
      epsilon_(options.adam_epsilon) {}

at::Tensor KerasAdam::step(LossClosure closure) {
  const double next_step = static_cast<double>(steps_taken(*this) + 1);
  for (torch::optim::OptimizerParamGroup& group : param_groups()) {
    auto& options = static_cast<torch::optim::AdamOptions&>(group.options());
    const double beta2 = std::get<1>(options.betas());
    options.eps(epsilon_ / std::sqrt(1 - std::pow(beta2, next_step)));
  }
  return torch::optim::Adam::step(std::move(closure));
}

}  // namespace gan
