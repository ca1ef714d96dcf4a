#include "gan/math/loss_math.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

double log_loss(double logit, double target) {
  const double real = 1 / (1 + std::exp(-logit));
  return target == 1 ? -std::log(real) : -std::log1p(-real);
}

TEST(LossMath, IsTheNegativeLogarithmOfTheProbability) {
  for (const double target : {0.0, 1.0})
    for (const double logit : {-12.0, -1.5, -1e-3, 0.0, 0.25, 3.0, 12.0}) {
      const double expected = log_loss(logit, target);
      EXPECT_NEAR(bce_with_logit(static_cast<float>(logit), static_cast<float>(target)), expected,
                  1e-6 + 1e-5 * expected)
          << logit << " " << target;
    }
}

TEST(LossMath, NeitherOverflowsNorLosesItsGradient) {
  EXPECT_EQ(bce_with_logit(-200, 1), 200);
  EXPECT_EQ(bce_with_logit(200, 0), 200);
  EXPECT_EQ(bce_with_logit(200, 1), 0);
  EXPECT_EQ(bce_with_logit_gradient(-200, 1), -1);
  EXPECT_EQ(bce_with_logit_gradient(200, 0), 1);
  EXPECT_GT(bce_with_logit(-30, 0), 0);
  EXPECT_GT(bce_with_logit_gradient(-30, 0), 0);
  EXPECT_TRUE(std::isnan(bce_with_logit(NAN, 1)));
  EXPECT_TRUE(std::isnan(bce_with_logit_gradient(NAN, 1)));
}

TEST(LossMath, TheGradientIsTheDerivative) {
  for (const double target : {0.0, 1.0})
    for (const double logit : {-4.0, -0.5, 0.0, 0.7, 5.0}) {
      constexpr double kStep = 1e-6;
      const double slope =
          (log_loss(logit + kStep, target) - log_loss(logit - kStep, target)) / (2 * kStep);
      EXPECT_NEAR(bce_with_logit_gradient(static_cast<float>(logit), static_cast<float>(target)),
                  slope, 1e-6)
          << logit << " " << target;
    }
}

}  // namespace
}  // namespace gan::test
