#include "gan/report/charts/line_chart.h"

#include <limits>

#include <gtest/gtest.h>

#include "report/markup.h"

namespace gan::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

LineChart chart_of(std::vector<double> first, std::vector<double> second = {}) {
  LineChart chart;
  chart.title = "Title";
  for (std::size_t i = 0; i < first.size(); ++i) chart.x.push_back(static_cast<double>(i + 1));
  chart.lines.push_back({"first", std::move(first), {}, {}});
  if (!second.empty()) chart.lines.push_back({"second", std::move(second), {}, {}});
  return chart;
}

std::string drawn(const LineChart& chart, ChartPlace place = ChartPlace::page) {
  std::string svg = line_chart_svg(chart, place);
  EXPECT_TRUE(well_formed(svg)) << svg;
  return svg;
}

TEST(Markup, TheCheckerFindsBadXml) {
  EXPECT_TRUE(well_formed("<svg a=\"1\"><g><p/></g>text &amp; more</svg>\n"));
  EXPECT_FALSE(well_formed("<svg><g></svg></g>"));
  EXPECT_FALSE(well_formed("<svg a=1></svg>"));
  EXPECT_FALSE(well_formed("<svg a=\"1\"b=\"2\"></svg>"));
  EXPECT_FALSE(well_formed("<svg a=\"1 & 2\"></svg>"));
  EXPECT_FALSE(well_formed("<svg>1 &lt 2</svg>"));
  EXPECT_FALSE(well_formed("<svg></svg><svg></svg>"));
  EXPECT_TRUE(well_formed("<svg></svg><svg></svg>", 2));
}

TEST(LineChart, OnePointIsADot) {
  const std::string svg = drawn(chart_of({0.5}, {1.5}));
  EXPECT_EQ(count(svg, "<circle class=\"s0\""), 1U);
  EXPECT_EQ(count(svg, "<circle class=\"s1\""), 1U);
  EXPECT_EQ(count(svg, "<polyline"), 0U);
}

TEST(LineChart, LeavesGapsWhereAValueIsNotFinite) {
  const std::string svg = drawn(chart_of({1, 1, nan, 1, 1, -inf, 1}, {1, 1, 1, inf, 1, 1, 1e300}));
  const auto first = polylines(svg, "s0"), second = polylines(svg, "s1");
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].size(), 2U);
  EXPECT_EQ(first[1].size(), 2U);
  EXPECT_EQ(count(svg, "<circle class=\"s0\""), 1U);  // the last stands alone
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second[0].size(), 3U);
  EXPECT_EQ(second[1].size(), 2U);
}

TEST(LineChart, TheBandGoesAroundTheLine) {
  LineChart chart = chart_of({2, 3, 4});
  chart.lines[0].low = {1, 2, 3};
  chart.lines[0].high = {3, 4, 5};
  const std::string svg = drawn(chart);
  const std::vector<Point> line = polylines(svg, "s0").at(0);
  const std::vector<Point> band = shapes(svg, "polygon", "s0").at(0);
  ASSERT_EQ(band.size(), 6U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Point high = band[i], low = band[5 - i];
    EXPECT_EQ(high.x, line[i].x);
    EXPECT_EQ(low.x, line[i].x);
    EXPECT_NEAR(line[i].y - high.y, low.y - line[i].y, 0.21);
    EXPECT_LT(high.y, line[i].y);
    EXPECT_GE(high.y, 30);
    EXPECT_LE(low.y, 214);
  }
}

TEST(LineChart, ABandOfOnePointIsALineAndOneThatIsNotFiniteNone) {
  LineChart chart = chart_of({2});
  chart.lines[0].low = {1};
  chart.lines[0].high = {3};
  EXPECT_EQ(count(drawn(chart), "class=\"whisker s0\""), 1U);
  chart.lines[0].high = {inf};
  EXPECT_EQ(count(drawn(chart), "class=\"whisker s0\""), 0U);
  chart = chart_of({2, 3});
  chart.lines[0].low = {1, nan};
  chart.lines[0].high = {3, 3};
  EXPECT_EQ(count(drawn(chart), "<polygon"), 0U);
}

TEST(LineChart, MarksOnePoint) {
  LineChart chart = chart_of({5, 1, 4});
  chart.marked = 1;
  chart.mark = "best <1>";
  const std::string svg = drawn(chart);
  EXPECT_EQ(count(svg, ">best &lt;1&gt;</text>"), 1U);
  const Point best = polylines(svg, "s0").at(0)[1];
  std::ostringstream place;
  place.imbue(std::locale::classic());
  place.precision(1);
  place << std::fixed << "class=\"mark s0\" cx=\"" << best.x << "\" cy=\"" << best.y << "\"";
  EXPECT_EQ(count(svg, place.str()), 1U) << place.str();
  chart.marked = 3;  // none
  EXPECT_EQ(count(drawn(chart), "class=\"mark s0\""), 0U);
}

TEST(LineChart, DotsOnEveryValueWhereAskedFor) {
  LineChart chart = chart_of({5, 1, nan, 4});
  EXPECT_EQ(count(drawn(chart), "<circle"), 1U);
  chart.dots = true;
  EXPECT_EQ(count(drawn(chart), "<circle"), 3U);
}

TEST(LineChart, DrawsEverythingInsideItsFrameAtAnySize) {
  const double sizes[] = {0.0, 1e-300, 1e-9, 0.7, 1e12, 9e29};
  for (const double low : sizes)
    for (const double high : sizes)
      for (const ChartPlace place : {ChartPlace::file, ChartPlace::page}) {
        const std::string svg = drawn(chart_of({low, -low, high}, {high, high, low}), place);
        EXPECT_EQ(count(svg, "nan") + count(svg, "inf"), 0U);
        for (const char* series : {"s0", "s1"}) {
          const auto lines = polylines(svg, series);
          ASSERT_EQ(lines.size(), 1U);
          const ChartFrame frame(place);
          for (const Point& point : lines[0]) {
            EXPECT_GE(point.x, frame.left - 0.1);
            EXPECT_LE(point.x, frame.right + 0.1);
            EXPECT_GE(point.y, frame.top - 0.1);
            EXPECT_LE(point.y, frame.bottom + 0.1);
          }
        }
      }
}

TEST(LineChart, NothingToDrawIsStillAPicture) {
  EXPECT_EQ(count(drawn(chart_of({nan, nan}, {inf, -inf})), "<polyline"), 0U);
  EXPECT_EQ(count(drawn(chart_of({})), ">no epoch yet</text>"), 1U);
}

TEST(LineChart, TakesAnyX) {
  LineChart chart = chart_of({1, 2});
  for (const auto& [a, b] : {std::pair(-9e18, 9e18), {9e18, 9e18}, {9.0, 3.0}}) {
    chart.x = {a, b};
    drawn(chart);
  }
}

}  // namespace
}  // namespace gan::test
