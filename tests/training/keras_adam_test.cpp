#include "gan/training/keras_adam.h"

#include <cmath>
#include <sstream>

#include <gtest/gtest.h>
#include <torch/serialize.h>
#include <torch/types.h>

namespace gan::test {
namespace {

// Gradients from large to so small that epsilon decides.
const std::vector<double> kStart = {0.5, -0.3, 0.1, 0, 0.7};
const std::vector<std::vector<double>> kGradients = {{1, 1e-3, -1e-6, 1e-8, 0},
                                                     {-2, 1e-3, -2e-6, 1e-7, 0},
                                                     {0.5, -5e-3, 3e-6, -1e-8, 1e-7},
                                                     {0, 2e-3, 1e-6, 0, -1e-7},
                                                     {3, 1e-3, -1e-6, 1e-8, 0}};

// Keras's update, entry by entry: alpha = rate * sqrt(1 - beta2^t) / (1 - beta1^t), and then
// w -= alpha * m / (sqrt(v) + epsilon).
std::vector<double> by_keras(const TrainingOptions& options, std::size_t steps) {
  std::vector<double> weights = kStart, m(kStart.size()), v(kStart.size());
  for (std::size_t step = 0; step < steps; ++step) {
    const double t = static_cast<double>(step + 1);
    const double alpha = options.learning_rate * std::sqrt(1 - std::pow(options.adam_beta2, t)) /
                         (1 - std::pow(options.adam_beta1, t));
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double gradient = kGradients[step % kGradients.size()][i];
      m[i] += (gradient - m[i]) * (1 - options.adam_beta1);
      v[i] += (gradient * gradient - v[i]) * (1 - options.adam_beta2);
      weights[i] -= alpha * m[i] / (std::sqrt(v[i]) + options.adam_epsilon);
    }
  }
  return weights;
}

void take_step(torch::optim::Optimizer& optimizer, std::size_t step) {
  at::Tensor weights = optimizer.param_groups()[0].params()[0];
  weights.mutable_grad() =
      torch::tensor(kGradients[step % kGradients.size()], torch::kFloat64).to(weights.dtype());
  optimizer.step();
}

at::Tensor start(at::ScalarType type) {
  return torch::tensor(kStart, torch::kFloat64).to(type).requires_grad_();
}

double distance(const at::Tensor& weights, const std::vector<double>& expected) {
  return (weights.detach().to(torch::kFloat64) - torch::tensor(expected, torch::kFloat64))
      .abs()
      .max()
      .item<double>();
}

TEST(KerasAdam, TakesKerasSteps) {
  TrainingOptions options;
  for (const double beta1 : {0.9, 0.5}) {
    options.adam_beta1 = beta1;
    const at::Tensor doubles = start(torch::kFloat64), floats = start(torch::kFloat32);
    KerasAdam of_doubles({doubles}, options), of_floats({floats}, options);
    for (std::size_t step = 0; step < 12; ++step) {
      take_step(of_doubles, step);
      take_step(of_floats, step);
      const std::vector<double> expected = by_keras(options, step + 1);
      EXPECT_LT(distance(doubles, expected), 1e-13) << "step " << step + 1;
      EXPECT_LT(distance(floats, expected), 1e-7 * static_cast<double>(step + 1))
          << "step " << step + 1;
    }
  }
}

TEST(KerasAdam, IsNotPyTorchsAdam) {
  const TrainingOptions options;
  const at::Tensor weights = start(torch::kFloat64);
  torch::optim::Adam adam({weights}, torch::optim::AdamOptions(1e-3).eps(options.adam_epsilon));
  for (std::size_t step = 0; step < 5; ++step) take_step(adam, step);
  EXPECT_GT(distance(weights, by_keras(options, 5)), 1e-4);
}

TEST(KerasAdam, GoesOnWhereASavedOneStopped) {
  const TrainingOptions options;
  at::Tensor weights = start(torch::kFloat64);
  std::stringstream saved;
  {
    KerasAdam before({weights}, options);
    for (std::size_t step = 0; step < 3; ++step) take_step(before, step);
    torch::save(before, saved);
  }
  KerasAdam after({weights}, options);
  torch::load(after, saved);
  for (std::size_t step = 3; step < 8; ++step) take_step(after, step);
  EXPECT_LT(distance(weights, by_keras(options, 8)), 1e-13);
}

TEST(KerasAdam, LeavesAloneWhatHasNoGradient) {
  const at::Tensor weights = start(torch::kFloat32);
  KerasAdam adam({weights}, TrainingOptions());
  adam.step();
  EXPECT_EQ(distance(weights, kStart), distance(start(torch::kFloat32), kStart));
}

}  // namespace
}  // namespace gan::test
