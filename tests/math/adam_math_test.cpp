#include "gan/math/adam_math.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

constexpr double kRate = 1e-3, kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-7;

TEST(AdamMath, CorrectsTheBiasOfTheFirstSteps) {
  for (const double step : {1.0, 2.0, 10.0, 1000.0, 30000.0, 1e7}) {
    const AdamStep found = adam_step(kRate, kBeta1, kBeta2, kEpsilon, step);
    const double expected =
        kRate * std::sqrt(1 - std::pow(kBeta2, step)) / (1 - std::pow(kBeta1, step));
    EXPECT_NEAR(found.size, expected, 1e-7 * expected) << step;
  }
}

TEST(AdamMath, RatesAreRoundedOnce) {
  const AdamStep step = adam_step(kRate, kBeta1, kBeta2, kEpsilon, 1);
  EXPECT_EQ(step.mean_rate, 0.1F);
  EXPECT_EQ(step.square_rate, 0.001F);
  EXPECT_EQ(step.epsilon, 1e-7F);
}

TEST(AdamMath, WithoutMemoryItIsTheSignOfTheGradient) {
  const AdamStep step = adam_step(0.5, 0, 0, 0, 7);
  float weight = 1, mean = 9, square = 9;
  adam_update(weight, mean, square, -4, step);
  EXPECT_EQ(mean, -4);
  EXPECT_EQ(square, 16);
  EXPECT_EQ(weight, 1.5F);
}

// Keras's formula, in float64, over many steps.
TEST(AdamMath, FollowsTheFormula) {
  float weight = 0.5F, mean = 0, square = 0;
  double w = 0.5, m = 0, v = 0;
  for (int t = 1; t <= 2000; ++t) {
    const double gradient = std::sin(0.37 * t) * 1e-3 + 1e-4;
    m = kBeta1 * m + (1 - kBeta1) * gradient;
    v = kBeta2 * v + (1 - kBeta2) * gradient * gradient;
    w -= kRate * std::sqrt(1 - std::pow(kBeta2, t)) / (1 - std::pow(kBeta1, t)) * m /
         (std::sqrt(v) + kEpsilon);
    adam_update(weight, mean, square, static_cast<float>(gradient),
                adam_step(kRate, kBeta1, kBeta2, kEpsilon, t));
    ASSERT_NEAR(mean, m, 1e-9) << t;
    ASSERT_NEAR(square, v, 3e-6 * v) << t;
    ASSERT_NEAR(weight, w, 2e-6) << t;
  }
  EXPECT_LT(weight, 0.4F);
}

TEST(AdamMath, AZeroGradientMovesNothing) {
  float weight = 0.5F, mean = 0, square = 0;
  adam_update(weight, mean, square, 0, adam_step(kRate, kBeta1, kBeta2, kEpsilon, 1));
  EXPECT_EQ(weight, 0.5F);
}

}  // namespace
}  // namespace gan::test
