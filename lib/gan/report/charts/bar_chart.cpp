#include "gan/report/charts/bar_chart.h"

#include <algorithm>

#include "gan/report/charts/chart_frame.h"

namespace gan {
namespace {

constexpr double group_share = 0.76;    // of the width; the rest is space between groups
constexpr std::size_t most_names = 20;  // with more groups, only some names are shown

bool has_bar(double value) {
  return drawable(value) && value >= 0;
}

std::string group(const BarChart& chart, const ChartFrame& frame, std::size_t name) {
  std::string svg;
  const auto middle = static_cast<double>(name) + 0.5;
  const double width = group_share / static_cast<double>(chart.bars.size());
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    if (name >= chart.bars[i].values.size() || !has_bar(chart.bars[i].values[name])) continue;
    const double left = frame.x(middle - group_share / 2 + width * static_cast<double>(i));
    const double top = frame.y(chart.bars[i].values[name]);
    svg += "<rect class=\"" + series_class(i) + "\" x=\"" + svg_number(left) + "\" y=\"" +
           svg_number(top) + "\" width=\"" + svg_number(frame.x(width) - frame.left - 1) +
           "\" height=\"" + svg_number(frame.bottom - top) + "\"/>\n";
  }
  const std::size_t every = (chart.names.size() + most_names - 1) / most_names;
  if (name % every == 0)
    svg +=
        svg_text(frame.x(middle), frame.bottom + 17, "text-anchor=\"middle\"", chart.names[name]);
  return svg;
}

}  // namespace

std::string bar_chart_svg(const BarChart& chart) {
  ChartFrame frame(ChartPlace::page);
  frame.last = static_cast<double>(std::max<std::size_t>(chart.names.size(), 1));
  double highest = 0;
  std::vector<std::string> legends;
  for (const ChartBars& bars : chart.bars) {
    legends.push_back(bars.legend);
    for (const double value : bars.values)
      if (has_bar(value)) highest = std::max(highest, value);
  }
  frame.fit_y(0, highest);

  std::string svg = chart_start(frame, chart.title) + chart_legend(frame, legends);
  svg += chart_y_axis(frame, "");
  for (std::size_t name = 0; name < chart.names.size(); ++name) svg += group(chart, frame, name);
  return svg + chart_x_axis(frame, chart.x_label) + chart_end;
}

}  // namespace gan
