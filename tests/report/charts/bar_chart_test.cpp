#include "gan/report/charts/bar_chart.h"

#include <limits>
#include <regex>

#include <gtest/gtest.h>

#include "gan/report/charts/chart_frame.h"
#include "report/markup.h"

namespace gan::test {
namespace {

struct Bar {
  double x = 0, y = 0, width = 0, height = 0;
};

std::vector<Bar> bars(const std::string& svg, const std::string& series) {
  const std::regex rect("<rect class=\"" + series +
                        "\" x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" "
                        "height=\"([^\"]*)\"/>");
  std::vector<Bar> all;
  for (std::sregex_iterator match(svg.begin(), svg.end(), rect), end; match != end; ++match)
    all.push_back({std::stod((*match)[1]), std::stod((*match)[2]), std::stod((*match)[3]),
                   std::stod((*match)[4])});
  return all;
}

BarChart chart_of(std::vector<double> first, std::vector<double> second) {
  BarChart chart;
  for (std::size_t i = 0; i < first.size(); ++i) chart.names.push_back(std::to_string(i));
  chart.bars = {{"first", std::move(first)}, {"second", std::move(second)}};
  return chart;
}

std::string drawn(const BarChart& chart) {
  std::string svg = bar_chart_svg(chart);
  EXPECT_TRUE(well_formed(svg)) << svg;
  return svg;
}

TEST(BarChart, BarsAreAsHighAsTheirValues) {
  const std::string svg = drawn(chart_of({1, 2, 4}, {2, 0, 3}));
  const std::vector<Bar> first = bars(svg, "s0"), second = bars(svg, "s1");
  ASSERT_EQ(first.size(), 3U);
  ASSERT_EQ(second.size(), 3U);
  EXPECT_NEAR(first[1].height, 2 * first[0].height, 0.2);
  EXPECT_NEAR(first[2].height, 4 * first[0].height, 0.4);
  EXPECT_EQ(second[0].height, first[1].height);
  EXPECT_EQ(second[1].height, 0);
  const ChartFrame frame(ChartPlace::page);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(first[i].y + first[i].height, frame.bottom, 0.11) << "they stand on the axis";
    EXPECT_GE(second[i].x, first[i].x + first[i].width) << "side by side";
    EXPECT_GT(first[i].width, 10);
    EXPECT_GE(first[i].y, frame.top);
    EXPECT_LE(second[i].x + second[i].width, frame.right);
    if (i > 0) {
      EXPECT_GT(first[i].x, second[i - 1].x + second[i - 1].width + 5) << "a gap";
    }
  }
}

TEST(BarChart, NoBarForWhatIsNoShare) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string svg = drawn(chart_of({nan, -1, 1e300}, {1}));
  EXPECT_TRUE(bars(svg, "s0").empty());
  EXPECT_EQ(bars(svg, "s1").size(), 1U);
  EXPECT_EQ(count(svg, "nan"), 0U);
  drawn(chart_of({}, {}));
  drawn(BarChart());
}

TEST(BarChart, NamesAreEscapedAndThinnedOut) {
  BarChart chart = chart_of({1, 2}, {2, 1});
  chart.names = {"<a>", "b&c"};
  const std::string svg = drawn(chart);
  EXPECT_EQ(count(svg, ">&lt;a&gt;</text>"), 1U);
  EXPECT_EQ(count(svg, ">b&amp;c</text>"), 1U);
  const std::string many = drawn(chart_of(std::vector<double>(100, 1), {}));
  EXPECT_EQ(bars(many, "s0").size(), 100U);
  EXPECT_EQ(count(many, ">95</text>"), 1U);
  EXPECT_EQ(count(many, ">96</text>"), 0U);
}

}  // namespace
}  // namespace gan::test
