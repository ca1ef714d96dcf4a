#include "gan/report/charts/chart_frame.h"

#include <limits>

#include <gtest/gtest.h>

#include "files.h"
#include "report/markup.h"

namespace gan::test {
namespace {

TEST(ChartFrame, MakesRoomAroundTheValues) {
  ChartFrame frame(ChartPlace::page);
  frame.fit_y(10, 20);
  EXPECT_LT(frame.low, 10);
  EXPECT_GT(frame.low, 8);
  EXPECT_GT(frame.high, 20);
  frame.fit_y(0.01, 20);
  EXPECT_EQ(frame.low, 0) << "no negative axis where no value is";
  frame.fit_y(-1, 1);
  EXPECT_LT(frame.low, -1);
  for (const double flat : {0.0, 3.0, -3.0}) {
    frame.fit_y(flat, flat);
    EXPECT_LT(frame.low, frame.high);
    EXPECT_LE(frame.low, flat);
    EXPECT_GE(frame.high, flat);
  }
  frame.fit_y(1, -1);  // no values
  EXPECT_LT(frame.low, frame.high);
}

TEST(ChartFrame, PutsTheEndsAtTheEdges) {
  ChartFrame frame(ChartPlace::file);
  frame.first = 5;
  frame.last = 25;
  frame.low = -1;
  frame.high = 3;
  EXPECT_EQ(frame.x(5), frame.left);
  EXPECT_EQ(frame.x(25), frame.right);
  EXPECT_EQ(frame.y(-1), frame.bottom);
  EXPECT_EQ(frame.y(3), frame.top);
  EXPECT_DOUBLE_EQ(frame.y(1), (frame.top + frame.bottom) / 2);
}

TEST(ChartFrame, KnowsWhatCanBeDrawn) {
  EXPECT_TRUE(drawable(-9e29));
  EXPECT_FALSE(drawable(1e30));
  EXPECT_FALSE(drawable(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(drawable(std::numeric_limits<double>::quiet_NaN()));
}

TEST(ChartFrame, AFileHasItsStyleInsideAndAPageHasOneForAll) {
  const std::string file = chart_start(ChartFrame(ChartPlace::file), "<a> & \"b\"") + chart_end;
  EXPECT_TRUE(well_formed(file));
  EXPECT_TRUE(has(file, {"xmlns=\"http://www.w3.org/2000/svg\"", "<style>", chart_style,
                         "<title>&lt;a&gt; &amp; &quot;b&quot;</title>", "role=\"img\""}));
  const std::string page = chart_start(ChartFrame(ChartPlace::page), "<a> & \"b\"") + chart_end;
  EXPECT_TRUE(well_formed(page));
  EXPECT_EQ(count(page, "<style>") + count(page, "http"), 0U);
  EXPECT_TRUE(has(page, {"aria-label=\"&lt;a&gt; &amp; &quot;b&quot;\"", "class=\"chart\""}));
}

TEST(ChartFrame, TheLegendNamesEachSeriesOnce) {
  const ChartFrame frame(ChartPlace::page);
  const std::string legend = chart_legend(frame, {"a<b", "second"});
  EXPECT_TRUE(
      has(legend, {">a&lt;b</text>", ">second</text>", "class=\"line s0\"", "class=\"line s1\""}));
  EXPECT_EQ(chart_legend(frame, {""}), "");
}

TEST(ChartFrame, AxesHaveTheirMarks) {
  ChartFrame frame(ChartPlace::file);
  frame.low = 0;
  frame.high = 10;
  const std::string y = chart_y_axis(frame, "how much");
  EXPECT_TRUE(has(y, {">0</text>", ">2</text>", ">10</text>", ">how much</text>"}));
  EXPECT_TRUE(has(chart_x_axis(frame, "when"), {">when</text>", "class=\"axis\""}));
}

}  // namespace
}  // namespace gan::test
