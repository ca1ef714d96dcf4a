#include "gan/report/loss_plot.h"

#include <limits>
#include <locale>
#include <sstream>
#include <string_view>

#include <gtest/gtest.h>

namespace gan {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

EpochResult epoch(std::int64_t number, double discriminator, double generator) {
  EpochResult result;
  result.epoch = number;
  result.discriminator_loss = discriminator;
  result.generator_loss = generator;
  return result;
}

std::vector<EpochResult> run(std::int64_t epochs) {
  std::vector<EpochResult> results;
  for (std::int64_t i = 1; i <= epochs; ++i)
    results.push_back(epoch(i, 0.5 + 0.1 / static_cast<double>(i), 1.1));
  return results;
}

// Reads name="value" pairs, a space before each, up to the end.
bool attributes_are_well_formed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t quote = text.find("=\"");
    if (text[0] != ' ' || quote == std::string_view::npos || quote == 1) return false;
    const std::string_view name = text.substr(1, quote - 1);
    const std::size_t end = text.find('"', quote + 2);
    if (name.find_first_of(" \"<>&") != std::string_view::npos || end == std::string_view::npos ||
        text.substr(quote + 2, end - quote - 2).find_first_of("<&") != std::string_view::npos)
      return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

// Every tag that is opened is closed in its order, attributes are quoted, one root.
bool well_formed(std::string_view xml) {
  std::vector<std::string_view> open;
  std::size_t roots = 0;
  while (!xml.empty()) {
    const std::size_t start = xml.find('<'), end = xml.find('>');
    const std::string_view text = xml.substr(0, start);
    if (text.find_first_of("&>") != std::string_view::npos) return false;
    if (open.empty() && text.find_first_not_of('\n') != std::string_view::npos) return false;
    if (start == std::string_view::npos) break;
    if (end == std::string_view::npos) return false;
    std::string_view tag = xml.substr(start + 1, end - start - 1);
    xml.remove_prefix(end + 1);
    if (!tag.empty() && tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
      continue;
    }
    if (open.empty()) ++roots;
    const bool closed = !tag.empty() && tag.back() == '/';
    if (closed) tag.remove_suffix(1);
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (name.empty() || !attributes_are_well_formed(tag.substr(name.size()))) return false;
    if (!closed) open.push_back(name);
  }
  return open.empty() && roots == 1;
}

struct Point {
  double x = 0, y = 0;
};

// The points of each polyline of a curve.
std::vector<std::vector<Point>> polylines(const std::string& svg, const std::string& name) {
  const std::string before = name + "\" points=\"";
  std::vector<std::vector<Point>> all;
  for (std::size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at + 1)) {
    const std::size_t from = at + before.size();
    EXPECT_EQ(svg.substr(svg.rfind('<', at), 21), "<polyline class=\"line");
    std::istringstream text(svg.substr(from, svg.find('"', from) - from));
    text.imbue(std::locale::classic());
    std::vector<Point> points;
    Point point;
    char comma = 0;
    while (text >> point.x >> comma >> point.y) points.push_back(point);
    EXPECT_TRUE(text.eof());
    all.push_back(points);
  }
  return all;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(LossPlot, TheCheckerFindsBadXml) {
  EXPECT_TRUE(well_formed("<svg a=\"1\"><g><p/></g>text</svg>\n"));
  EXPECT_FALSE(well_formed("<svg><g></svg></g>"));
  EXPECT_FALSE(well_formed("<svg a=1></svg>"));
  EXPECT_FALSE(well_formed("<svg a=\"1\"b=\"2\"></svg>"));
  EXPECT_FALSE(well_formed("<svg>1 &lt 2</svg>"));
  EXPECT_FALSE(well_formed("<svg></svg><svg></svg>"));
}

TEST(LossPlot, HasAPointForEachEpochAndLoss) {
  for (const std::int64_t epochs : {2, 100, 1000}) {
    const std::string svg = loss_plot_svg(run(epochs));
    EXPECT_TRUE(well_formed(svg));
    for (const char* name : {"discriminator", "generator"}) {
      const auto lines = polylines(svg, name);
      ASSERT_EQ(lines.size(), 1U);
      ASSERT_EQ(lines[0].size(), static_cast<std::size_t>(epochs));
      for (std::size_t i = 1; i < lines[0].size(); ++i) EXPECT_GT(lines[0][i].x, lines[0][i - 1].x);
    }
  }
}

TEST(LossPlot, HigherLossesLieHigher) {
  const std::string svg = loss_plot_svg({epoch(1, 0.5, 1.0), epoch(2, 0.75, 1.5)});
  const std::vector<Point> d = polylines(svg, "discriminator").at(0),
                           g = polylines(svg, "generator").at(0);
  EXPECT_GT(d[0].y, d[1].y);
  EXPECT_GT(d[1].y, g[0].y);
  // In proportion: 0.25, 0.25 and 0.5 apart, to a tenth of a pixel each.
  EXPECT_NEAR(d[0].y - d[1].y, d[1].y - g[0].y, 0.21);
  EXPECT_NEAR(g[0].y - g[1].y, 2 * (d[0].y - d[1].y), 0.41);
  EXPECT_EQ(d[0].x, g[0].x);
}

TEST(LossPlot, OneEpochIsTwoDots) {
  const std::string svg = loss_plot_svg(run(1));
  EXPECT_TRUE(well_formed(svg));
  EXPECT_EQ(count(svg, "<circle class=\"discriminator\""), 1U);
  EXPECT_EQ(count(svg, "<circle class=\"generator\""), 1U);
  EXPECT_EQ(count(svg, "<polyline"), 0U);
}

TEST(LossPlot, NoEpochIsAnEmptyPlot) {
  const std::string svg = loss_plot_svg({});
  EXPECT_TRUE(well_formed(svg));
  EXPECT_EQ(count(svg, "<polyline") + count(svg, "<circle"), 0U);
  EXPECT_EQ(count(svg, "no epoch yet"), 1U);
}

TEST(LossPlot, LeavesGapsWhereALossIsNotFinite) {
  const std::string svg =
      loss_plot_svg({epoch(1, 1, 1), epoch(2, 1, 1), epoch(3, nan, 1), epoch(4, 1, inf),
                     epoch(5, 1, 1), epoch(6, -inf, 1), epoch(7, 1, 1e300)});
  EXPECT_TRUE(well_formed(svg));
  const auto d = polylines(svg, "discriminator"), g = polylines(svg, "generator");
  ASSERT_EQ(d.size(), 2U);
  EXPECT_EQ(d[0].size(), 2U);
  EXPECT_EQ(d[1].size(), 2U);
  EXPECT_EQ(count(svg, "<circle class=\"discriminator\""), 1U);  // epoch 7 stands alone
  ASSERT_EQ(g.size(), 2U);
  EXPECT_EQ(g[0].size(), 3U);
  EXPECT_EQ(g[1].size(), 2U);
}

TEST(LossPlot, DrawsEverythingInsideItsFrameAtAnySize) {
  const double sizes[] = {0.0, 1e-300, 1e-9, 0.7, 1e12, 9e29};
  for (const double low : sizes)
    for (const double high : sizes) {
      const std::string svg =
          loss_plot_svg({epoch(1, low, high), epoch(2, -low, high), epoch(3, high, low)});
      EXPECT_TRUE(well_formed(svg));
      EXPECT_EQ(count(svg, "nan") + count(svg, "inf"), 0U);
      for (const char* name : {"discriminator", "generator"}) {
        const auto lines = polylines(svg, name);
        ASSERT_EQ(lines.size(), 1U);
        for (const Point& point : lines[0]) {
          EXPECT_GE(point.x, 0);
          EXPECT_LE(point.x, 760);
          EXPECT_GE(point.y, 60);
          EXPECT_LE(point.y, 370);
        }
      }
    }
}

TEST(LossPlot, NothingButNaNIsStillAPicture) {
  const std::string svg = loss_plot_svg({epoch(1, nan, inf), epoch(2, nan, -inf)});
  EXPECT_TRUE(well_formed(svg));
  EXPECT_EQ(count(svg, "<polyline") + count(svg, "<circle"), 0U);
}

TEST(LossPlot, TakesAnyEpochNumbers) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(well_formed(loss_plot_svg({epoch(most, 1, 1)})));
  EXPECT_TRUE(well_formed(loss_plot_svg({epoch(-most, 1, 1), epoch(most, 1, 1)})));
  EXPECT_TRUE(well_formed(loss_plot_svg({epoch(9, 1, 1), epoch(3, 1, 1)})));
}

TEST(LossPlot, HasLegendLabelsAndBothColourSchemes) {
  const std::string svg = loss_plot_svg({epoch(1, 0.6, 1.2), epoch(2, 0.5544, 1.1)});
  EXPECT_EQ(count(svg, ">discriminator 0.554</text>"), 1U);
  EXPECT_EQ(count(svg, ">generator 1.100</text>"), 1U);
  EXPECT_EQ(count(svg, ">epoch</text>"), 1U);
  EXPECT_EQ(count(svg, ">mean loss (nats)</text>"), 1U);
  EXPECT_EQ(count(svg, "@media (prefers-color-scheme: dark)"), 1U);
}

}  // namespace
}  // namespace gan
