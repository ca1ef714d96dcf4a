// A bar chart of shares.
#pragma once

#include <string>
#include <vector>

namespace gan {

struct ChartBars {
  std::string legend;
  std::vector<double> values;  // one for each name; not finite or below 0: no bar
};

// Up to two bars for each name, starting at 0.
struct BarChart {
  std::string title, x_label;
  std::vector<std::string> names;
  std::vector<ChartBars> bars;
};

// The chart as SVG for a page, with grid, axes and legend. The text is the same in every locale.
std::string bar_chart_svg(const BarChart& chart);

}  // namespace gan
