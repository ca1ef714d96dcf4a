// Numbers over epochs as a picture.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gan/report/charts/chart_frame.h"

namespace gan {

// One line of a chart. Where a value is not finite (or 1e30 and more) it has a gap.
struct ChartLine {
  std::string legend;             // empty: none
  std::vector<double> values;     // one for each x
  std::vector<double> low, high;  // a band around the values, one for each x; empty: none
};

// At most two lines: the style knows no more colours.
struct LineChart {
  std::string title, y_label;
  std::vector<double> x;  // the epochs: ascending, any number, none included
  std::vector<ChartLine> lines;
  bool dots = false;                  // on every value
  std::optional<std::size_t> marked;  // of the first line's values, circled ...
  std::string mark;                   // ... with these words beside it
};

// The chart as SVG with grid, axes and legend. The text is the same in every locale.
std::string line_chart_svg(const LineChart& chart, ChartPlace place);

}  // namespace gan
