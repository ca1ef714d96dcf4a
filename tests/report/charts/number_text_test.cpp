#include "gan/report/charts/number_text.h"

#include <cmath>
#include <limits>
#include <locale>

#include <gtest/gtest.h>

namespace gan {
namespace {

// Decimal commas and grouped thousands, as a German locale has them.
struct Commas : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(NumberText, ShortestReadsBackAsTheSameValue) {
  for (const double value : {0.1, 1.0 / 3, 0.5364364385604858, 1e-300, -2.5e17, 0.0}) {
    EXPECT_EQ(std::stod(shortest_text(value)), value);
  }
  EXPECT_EQ(shortest_text(0.1), "0.1");
  EXPECT_EQ(shortest_text(1.1371174F), "1.1371174");
  EXPECT_EQ(std::stof(shortest_text(1.0F / 3)), 1.0F / 3);
}

TEST(NumberText, FixedHasItsDecimalsAtEverySize) {
  EXPECT_EQ(fixed_text(1.0 / 3, 3), "0.333");
  EXPECT_EQ(fixed_text(-12.5, 0), "-12");
  EXPECT_EQ(fixed_text(2, -4), "2");
  // All digits of the greatest double, the point, and no more decimals than the 30 that are
  // allowed.
  EXPECT_EQ(fixed_text(-std::numeric_limits<double>::max(), 1000).size(), 1U + 309 + 1 + 30);
}

TEST(NumberText, ScientificHasAShortExponent) {
  EXPECT_EQ(scientific_text(1.5e7, 1), "1.5e7");
  EXPECT_EQ(scientific_text(-1.5e-7, 2), "-1.50e-7");
  EXPECT_EQ(scientific_text(1e120, 0), "1e120");
  EXPECT_EQ(scientific_text(2e-10, 0), "2e-10");
  EXPECT_EQ(scientific_text(7, 0), "7e0");
}

TEST(NumberText, LossesStayShort) {
  EXPECT_EQ(loss_text(0.53644), "0.536");
  EXPECT_EQ(loss_text(12345678.0), "1.23e7");
  EXPECT_EQ(loss_text(-1e30), "-1.00e30");
}

TEST(NumberText, NamesWhatIsNotFinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(shortest_text(nan), "nan");
  EXPECT_EQ(shortest_text(std::copysign(nan, -1.0)), "nan");
  EXPECT_EQ(shortest_text(std::copysign(std::numeric_limits<float>::quiet_NaN(), -1.0F)), "nan");
  EXPECT_EQ(shortest_text(static_cast<float>(inf)), "inf");
  EXPECT_EQ(fixed_text(-inf, 3), "-inf");
  EXPECT_EQ(scientific_text(nan, 3), "nan");
  EXPECT_EQ(loss_text(inf), "inf");
}

TEST(NumberText, KnowsNoLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale(), new Commas));
  EXPECT_EQ(shortest_text(12345.5), "12345.5");
  EXPECT_EQ(fixed_text(12345.5, 2), "12345.50");
  std::locale::global(before);
}

TEST(DurationText, CountsHoursMinutesSeconds) {
  EXPECT_EQ(duration_text(0), "0:00");
  EXPECT_EQ(duration_text(59.6), "1:00");
  EXPECT_EQ(duration_text(245), "4:05");
  EXPECT_EQ(duration_text(3599), "59:59");
  EXPECT_EQ(duration_text(5025), "1:23:45");
  EXPECT_EQ(duration_text(3600 * 100 + 61), "100:01:01");
}

TEST(DurationText, KnowsWhatIsNoDuration) {
  for (const double seconds : {-1.0, 1e300, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(duration_text(seconds), "-:--");
}

}  // namespace
}  // namespace gan
