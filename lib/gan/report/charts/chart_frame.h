// The common parts of charts, as SVG: size, colours, axes and legend.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gan {

enum class ChartPlace {
  file,  // a separate SVG file that contains its title and style
  page,  // a part of an HTML page that contains chart_style and the title
};

// Values of this size or more are not drawn, nor is NaN.
constexpr double largest_chart_value = 1e30;
bool drawable(double value);

// The picture's size and the ranges of the axes: x from first to last, y from low to high.
struct ChartFrame {
  explicit ChartFrame(ChartPlace place) : file(place == ChartPlace::file) {}

  bool file;  // or a part of a page
  double width = file ? 760 : 420, height = file ? 420 : 256;
  double left = file ? 76 : 54, right = width - (file ? 24 : 10);
  double top = file ? 68 : 32, bottom = height - (file ? 56 : 44);
  double first = 0, last = 1, low = 0, high = 1;

  double x(double value) const { return left + (value - first) / (last - first) * (right - left); }
  double y(double value) const { return bottom - (value - low) / (high - low) * (bottom - top); }
  // Sets low and high to smallest and largest with a margin; low stays at 0 or more if smallest is.
  // smallest > largest: there are no values.
  void fit_y(double smallest, double largest);
};

// The marks of an axis from low to high: the multiples of step.
struct Ticks {
  double step = 1;
  std::vector<double> values;  // ascending, in [low, high]
};

// About count (at least 2) marks. The step is 1, 2 or 5 times a power of ten; if whole is set, it
// is a whole number. low and high: finite, below 1e30 in size, low < high.
Ticks nice_ticks(double low, double high, int count, bool whole = false);

// A mark as text, with as many decimals as its step needs; with an exponent for values of a million
// or more and for steps below a millionth.
std::string tick_text(double value, double step);

// The CSS of all charts of a page, for light and dark schemes. The classes s0 and s1 are the
// series.
extern const char* const chart_style;

// The markup before and after the content of a chart. title: any text.
std::string chart_start(const ChartFrame& frame, const std::string& title);
constexpr const char* chart_end = "</svg>\n";

// The marks, grid and axis of y. label: shown only in a file.
std::string chart_y_axis(const ChartFrame& frame, const std::string& label);
// The axis of x without marks, which differ for each kind of chart.
std::string chart_x_axis(const ChartFrame& frame, const std::string& label);
// One entry for each series, in the order of their classes; empty entries are left out.
std::string chart_legend(const ChartFrame& frame, const std::vector<std::string>& entries);

// SVG parts, with coordinates rounded to a tenth.
std::string svg_number(double value);
std::string svg_line(const std::string& kind, double x1, double y1, double x2, double y2);
// attributes: inserted unchanged; words: any text.
std::string svg_text(double x, double y, const std::string& attributes, const std::string& words);
// The CSS class of a series: "s0" for 0.
std::string series_class(std::size_t number);

}  // namespace gan
