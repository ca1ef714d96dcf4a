// What charts have in common: their size, colours, axes and legend, as SVG.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gan {

enum class ChartPlace {
  file,  // an SVG file of its own, with its title and style inside
  page,  // a part of an HTML page that has chart_style and says the title itself
};

// A value above this in size is not drawn, NaN neither.
constexpr double largest_chart_value = 1e30;
bool drawable(double value);

// The picture's size and the part of the plane that is drawn: x from first to last, y from low to
// high.
struct ChartFrame {
  explicit ChartFrame(ChartPlace place) : file(place == ChartPlace::file) {}

  bool file;  // or a part of a page
  double width = file ? 760 : 420, height = file ? 420 : 256;
  double left = file ? 76 : 54, right = width - (file ? 24 : 10);
  double top = file ? 68 : 32, bottom = height - (file ? 56 : 44);
  double first = 0, last = 1, low = 0, high = 1;

  double x(double value) const { return left + (value - first) / (last - first) * (right - left); }
  double y(double value) const { return bottom - (value - low) / (high - low) * (bottom - top); }
  // Makes room for values from smallest to largest and a little around them; not below 0 where all
  // are 0 or more. smallest > largest: there are none.
  void fit_y(double smallest, double largest);
};

// An axis from low to high with a mark at each multiple of step that lies on it.
struct Ticks {
  double step = 1;
  std::vector<double> values;  // ascending, in [low, high]
};

// About count (at least 2) marks whose step is 1, 2 or 5 times a power of ten, and with whole set,
// a whole number. low and high: finite, below 1e30 in size, low < high.
Ticks nice_ticks(double low, double high, int count, bool whole = false);

// A mark as text, with as many decimals as its step needs; with an exponent from a million on and
// below a millionth.
std::string tick_text(double value, double step);

// The colours of all charts in a page, for light and dark schemes; series are told apart by their
// classes s0 and s1.
extern const char* const chart_style;

// Everything before what is drawn, and what comes after it. title: any text.
std::string chart_start(const ChartFrame& frame, const std::string& title);
constexpr const char* chart_end = "</svg>\n";

// The marks, grid and axis of y; label: where there is room for it.
std::string chart_y_axis(const ChartFrame& frame, const std::string& label);
// The axis of x alone; its marks are different for each kind of chart.
std::string chart_x_axis(const ChartFrame& frame, const std::string& label);
// One entry for each series, in the order of their classes; an empty one is left out.
std::string chart_legend(const ChartFrame& frame, const std::vector<std::string>& entries);

// Parts, with coordinates rounded to a tenth.
std::string svg_number(double value);
std::string svg_line(const std::string& kind, double x1, double y1, double x2, double y2);
// attributes: put as they are; words: any text.
std::string svg_text(double x, double y, const std::string& attributes, const std::string& words);
// The class of the series of this number: "s0".
std::string series_class(std::size_t number);

}  // namespace gan
