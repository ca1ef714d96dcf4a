#include "gan/report/logs/loss_chart.h"

#include <limits>

#include <gtest/gtest.h>

#include "report/markup.h"

namespace gan::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

EpochRecord epoch(std::int64_t number, double discriminator, double generator) {
  EpochRecord record;
  record.result.epoch = number;
  record.result.discriminator_loss = discriminator;
  record.result.generator_loss = generator;
  return record;
}

std::string file_of(const std::vector<EpochRecord>& records) {
  return line_chart_svg(loss_chart(records), ChartPlace::file);
}

TEST(LossChart, HasAPointForEachEpochAndLoss) {
  for (const std::int64_t epochs : {2, 100, 1000}) {
    std::vector<EpochRecord> records;
    for (std::int64_t i = 1; i <= epochs; ++i)
      records.push_back(epoch(i, 0.5 + 0.1 / static_cast<double>(i), 1.1));
    const std::string svg = file_of(records);
    EXPECT_TRUE(well_formed(svg));
    for (const char* series : {"s0", "s1"}) {
      const auto lines = polylines(svg, series);
      ASSERT_EQ(lines.size(), 1U);
      ASSERT_EQ(lines[0].size(), static_cast<std::size_t>(epochs));
      for (std::size_t i = 1; i < lines[0].size(); ++i) EXPECT_GT(lines[0][i].x, lines[0][i - 1].x);
    }
  }
}

TEST(LossChart, HigherLossesLieHigher) {
  const std::string svg = file_of({epoch(1, 0.5, 1.0), epoch(2, 0.75, 1.5)});
  const std::vector<Point> d = polylines(svg, "s0").at(0), g = polylines(svg, "s1").at(0);
  EXPECT_GT(d[0].y, d[1].y);
  EXPECT_GT(d[1].y, g[0].y);
  // In proportion: 0.25, 0.25 and 0.5 apart, to a tenth of a pixel each.
  EXPECT_NEAR(d[0].y - d[1].y, d[1].y - g[0].y, 0.21);
  EXPECT_NEAR(g[0].y - g[1].y, 2 * (d[0].y - d[1].y), 0.41);
  EXPECT_EQ(d[0].x, g[0].x);
}

TEST(LossChart, LeavesGapsWhereALossIsNotFinite) {
  const std::string svg =
      file_of({epoch(1, 1, 2), epoch(2, 1, 2), epoch(3, nan, 2), epoch(4, 1, 2), epoch(5, 1, nan)});
  EXPECT_EQ(polylines(svg, "s0").size(), 2U);
  ASSERT_EQ(polylines(svg, "s1").size(), 1U);
  EXPECT_EQ(polylines(svg, "s1")[0].size(), 4U);
  EXPECT_EQ(count(svg, ">generator nan</text>"), 1U);
}

TEST(LossChart, HasLegendLabelsAndBothColourSchemes) {
  const std::string svg = file_of({epoch(1, 0.6, 1.2), epoch(2, 0.5544, 1.1)});
  EXPECT_EQ(count(svg, ">discriminator 0.554</text>"), 1U);
  EXPECT_EQ(count(svg, ">generator 1.100</text>"), 1U);
  EXPECT_EQ(count(svg, ">epoch</text>"), 1U);
  EXPECT_EQ(count(svg, ">mean loss (nats)</text>"), 1U);
  EXPECT_EQ(count(svg, "prefers-color-scheme: dark"), 1U);
}

TEST(LossChart, NoEpochIsAnEmptyPlot) {
  const std::string svg = file_of({});
  EXPECT_TRUE(well_formed(svg));
  EXPECT_EQ(count(svg, "<polyline") + count(svg, "<circle"), 0U);
  EXPECT_EQ(count(svg, "no epoch yet"), 1U);
}

}  // namespace
}  // namespace gan::test
