#include "gan/losses/cross_entropy.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

namespace gan::test {
namespace {

// -(t log p + (1 - t) log(1 - p)) with p = 1 / (1 + e^-x), mean over the batch, in long double.
double by_the_book(const std::vector<double>& logits, double target) {
  long double sum = 0;
  for (const double logit : logits) {
    const long double p = 1 / (1 + std::exp(-static_cast<long double>(logit)));
    const long double q = 1 / (1 + std::exp(static_cast<long double>(logit)));
    sum -= target * std::log(p) + (1 - target) * std::log(q);
  }
  return static_cast<double>(sum / static_cast<long double>(logits.size()));
}

at::Tensor column(const std::vector<double>& values, at::ScalarType type) {
  return torch::tensor(values, torch::kFloat64).to(type).unsqueeze(1);
}

const std::vector<double> kLogits = {-100, -20, -3, -0.5, 0, 1e-3, 0.7, 2, 15, 100};

TEST(BinaryCrossEntropy, IsTheMeanOfTheFormula) {
  for (const double target : {0., 1.}) {
    const double expected = by_the_book(kLogits, target);
    const at::Tensor loss = binary_cross_entropy(column(kLogits, torch::kFloat32), target);
    EXPECT_EQ(loss.dim(), 0);
    EXPECT_NEAR(loss.item<double>(), expected, 1e-5);
    EXPECT_NEAR(binary_cross_entropy(column(kLogits, torch::kFloat64), target).item<double>(),
                expected, 1e-12);
    for (const double logit : kLogits)
      EXPECT_NEAR(binary_cross_entropy(column({logit}, torch::kFloat32), target).item<double>(),
                  by_the_book({logit}, target), 1e-5)
          << logit;
  }
  EXPECT_NEAR(binary_cross_entropy(torch::zeros({7, 1}), 1).item<double>(), std::log(2.0), 1e-7);
}

TEST(BinaryCrossEntropy, KeepsLossAndGradientWhereASigmoidWouldBeExact) {
  for (const double far : {100., 1e4}) {
    for (const double target : {0., 1.}) {
      const double wrong = target == 1 ? -far : far;
      at::Tensor logits = column({wrong, wrong}, torch::kFloat32).requires_grad_();
      const at::Tensor loss = binary_cross_entropy(logits, target);
      loss.backward();
      EXPECT_EQ(loss.item<double>(), far);
      EXPECT_EQ(logits.grad()[0].item<double>(), target == 1 ? -0.5 : 0.5);

      const at::Tensor right = binary_cross_entropy(column({-wrong}, torch::kFloat32), target);
      EXPECT_LT(right.item<double>(), 1e-40);
      EXPECT_GE(right.item<double>(), 0);
    }
  }
}

TEST(BinaryCrossEntropy, GradientAgreesWithFiniteDifferences) {
  const double step = 1e-5;
  for (const double target : {0., 1.}) {
    at::Tensor logits = column(kLogits, torch::kFloat64).requires_grad_();
    binary_cross_entropy(logits, target).backward();
    for (std::size_t i = 0; i < kLogits.size(); ++i) {
      std::vector<double> up = kLogits, down = kLogits;
      up[i] += step;
      down[i] -= step;
      const double expected = (by_the_book(up, target) - by_the_book(down, target)) / (2 * step);
      EXPECT_NEAR(logits.grad()[static_cast<std::int64_t>(i)].item<double>(), expected, 1e-8)
          << "at " << kLogits[i] << " for " << target;
    }
  }
}

}  // namespace
}  // namespace gan::test
