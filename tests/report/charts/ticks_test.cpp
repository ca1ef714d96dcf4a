#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "gan/report/charts/chart_frame.h"

namespace gan {
namespace {

std::vector<std::string> texts(double low, double high, int count, bool whole = false) {
  const Ticks ticks = nice_ticks(low, high, count, whole);
  std::vector<std::string> all;
  for (const double value : ticks.values) all.push_back(tick_text(value, ticks.step));
  return all;
}

using Texts = std::vector<std::string>;

TEST(Ticks, AreRoundNumbers) {
  EXPECT_EQ(texts(0.43, 1.21, 6), (Texts{"0.6", "0.8", "1.0", "1.2"}));
  EXPECT_EQ(texts(0, 1, 5), (Texts{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(texts(-1, 1, 4), (Texts{"-1.0", "-0.5", "0", "0.5", "1.0"}));
  EXPECT_EQ(texts(0.001, 0.0042, 4), (Texts{"0.001", "0.002", "0.003", "0.004"}));
  EXPECT_EQ(texts(1, 100, 10),
            (Texts{"10", "20", "30", "40", "50", "60", "70", "80", "90", "100"}));
}

TEST(Ticks, OfEpochsAreWhole) {
  EXPECT_EQ(texts(1, 2, 10, true), (Texts{"1", "2"}));
  EXPECT_EQ(texts(1, 5, 10, true), (Texts{"1", "2", "3", "4", "5"}));
  EXPECT_EQ(texts(0, 2, 10, true), (Texts{"0", "1", "2"}));
}

TEST(Ticks, FarFromOneHaveAnExponent) {
  EXPECT_EQ(texts(0, 1e7, 5), (Texts{"0", "2e6", "4e6", "6e6", "8e6", "1.0e7"}));
  EXPECT_EQ(texts(0, 4e-9, 2), (Texts{"0", "2e-9", "4e-9"}));
}

TEST(Ticks, LieOnTheAxisInRisingOrderAtAnySize) {
  for (double size = 1e-12; size < 1e30; size *= 3.7)
    for (const double low : {-size, 0.0, 0.3 * size, 0.999 * size}) {
      const Ticks ticks = nice_ticks(low, size, 6);
      ASSERT_GE(ticks.values.size(), 2U) << low << ' ' << size;
      ASSERT_LE(ticks.values.size(), 8U) << low << ' ' << size;
      for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        ASSERT_GE(ticks.values[i], low);
        ASSERT_LE(ticks.values[i], size);
        const double multiple = ticks.values[i] / ticks.step;
        ASSERT_NEAR(multiple, std::round(multiple), 1e-6);
        ASSERT_LE(tick_text(ticks.values[i], ticks.step).size(), 10U);
        if (i > 0) {
          ASSERT_GT(ticks.values[i], ticks.values[i - 1]);
        }
      }
    }
}

}  // namespace
}  // namespace gan
