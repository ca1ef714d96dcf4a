#include "gan/training/foreach_adam.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/training/keras_adam.h"

namespace gan::test {
namespace {

TEST(ForeachAdam, TakesTheStepsOfKerasAdam) {
  for (const double beta1 : {0.9, 0.0}) {
    TrainingOptions options;
    options.adam_beta1 = beta1;
    torch::manual_seed(1);
    const std::vector<at::Tensor> parameters = {torch::randn({3, 2}).requires_grad_(),
                                                torch::randn({5}).requires_grad_()};
    KerasAdam expected(parameters, options);
    const torch::NoGradGuard no_grad;
    ForeachAdam adam{torch::zeros({}, torch::kFloat64), {}, {}, {}, {}};
    for (const at::Tensor& parameter : parameters) {
      adam.weights.push_back(parameter.clone());
      adam.gradients.push_back(torch::zeros_like(parameter));
      adam.means.push_back(torch::zeros_like(parameter));
      adam.squares.push_back(torch::zeros_like(parameter));
    }
    for (int step = 0; step < 10; ++step) {
      for (std::size_t i = 0; i < parameters.size(); ++i) {
        at::Tensor weights = parameters[i];
        weights.mutable_grad() = torch::randn_like(weights) * std::pow(10.0, -step);
        adam.gradients[i].copy_(weights.grad());
      }
      expected.step();
      step_of(adam, options.learning_rate, beta1, options.adam_beta2, options.adam_epsilon);
      for (std::size_t i = 0; i < parameters.size(); ++i)
        EXPECT_LT((adam.weights[i] - parameters[i]).abs().max().item<double>(), 1e-6) << step;
    }
    EXPECT_EQ(adam.number.item<double>(), 10);
    EXPECT_EQ(expected.steps(), 10);
  }
}

}  // namespace
}  // namespace gan::test
