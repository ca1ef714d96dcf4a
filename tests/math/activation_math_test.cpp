#include "gan/math/activation_math.h"

#include <limits>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST(ActivationMath, ReluKeepsWhatIsAboveZeroAndNan) {
  EXPECT_EQ(relu(2.5F), 2.5F);
  EXPECT_EQ(relu(-2.5F), 0);
  EXPECT_EQ(relu(0), 0);
  EXPECT_TRUE(std::isnan(relu(kNan)));
}

TEST(ActivationMath, TheThresholdMeetsTheRate) {
  EXPECT_EQ(dropout_threshold(0), 0U);
  EXPECT_EQ(dropout_threshold(0.25), 16384U);
  EXPECT_EQ(dropout_threshold(0.5), 32768U);
  EXPECT_NEAR(dropout_threshold(0.3) / 65536.0, 0.3, 1.0 / 131072);
}

TEST(ActivationMath, DropoutDropsBelowTheThreshold) {
  EXPECT_EQ(dropout(3, 16383, 16384, 2), 0);
  EXPECT_EQ(dropout(3, 16384, 16384, 2), 6);
  EXPECT_EQ(dropout(3, 0, 0, 1), 3);  // a rate of 0 keeps everything
  int kept = 0;
  for (std::uint32_t random = 0; random < 65536; ++random)
    kept += dropout(1, random, dropout_threshold(0.25), 1) > 0;
  EXPECT_EQ(kept, 49152);
}

TEST(ActivationMath, GradientsPassWhereTheOutputIsAboveZero) {
  EXPECT_EQ(relu_backward(5, 0.1F, 2), 10);
  EXPECT_EQ(relu_backward(5, 0, 2), 0);
  EXPECT_EQ(relu_backward(-5, 0.1F, 2), -10);
}

TEST(ActivationMath, TanhBackwardIsItsDerivative) {
  for (const double x : {-3.0, -0.5, 0.0, 1e-3, 2.0}) {
    constexpr double kStep = 1e-6;
    const double slope = (std::tanh(x + kStep) - std::tanh(x - kStep)) / (2 * kStep);
    EXPECT_NEAR(tanh_backward(2, static_cast<float>(std::tanh(x))), 2 * slope, 1e-6) << x;
  }
}

}  // namespace
}  // namespace gan::test
