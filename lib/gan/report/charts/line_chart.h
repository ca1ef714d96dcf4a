// A line chart of numbers by epoch.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gan/report/charts/chart_frame.h"

namespace gan {

// One line of a chart. It has a gap at values that are not finite, or 1e30 or more in size.
struct ChartLine {
  std::string legend;             // empty: none
  std::vector<double> values;     // one for each x
  std::vector<double> low, high;  // a band around the values, one for each x; empty: none
};

// At most two lines: the style has two colours.
struct LineChart {
  std::string title, y_label;
  std::vector<double> x;  // the epochs, ascending; may be empty
  std::vector<ChartLine> lines;
  bool dots = false;                  // on every value
  std::optional<std::size_t> marked;  // of the first line's values, circled ...
  std::string mark;                   // ... with these words beside it
};

// The chart as SVG with grid, axes and legend. The text is the same in every locale.
std::string line_chart_svg(const LineChart& chart, ChartPlace place);

}  // namespace gan
