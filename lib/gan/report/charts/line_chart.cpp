#include "gan/report/charts/line_chart.h"

#include <algorithm>

namespace gan {
namespace {

ChartFrame frame_of(const LineChart& chart, ChartPlace place) {
  ChartFrame frame(place);
  if (!chart.x.empty()) {
    frame.first = chart.x.front();
    frame.last = chart.x.back();
  }
  if (!(frame.last > frame.first)) frame.last = (frame.first -= 1) + 2;
  double low = largest_chart_value, high = -largest_chart_value;
  for (const ChartLine& line : chart.lines)
    for (const auto* values : {&line.values, &line.low, &line.high})
      for (const double value : *values)
        if (drawable(value)) {
          low = std::min(low, value);
          high = std::max(high, value);
        }
  frame.fit_y(low, high);
  const bool legend = std::any_of(chart.lines.begin(), chart.lines.end(),
                                  [](const ChartLine& line) { return !line.legend.empty(); });
  if (!frame.file && !legend) frame.top = 14;
  return frame;
}

std::string x_axis(const LineChart& chart, const ChartFrame& frame) {
  std::string svg;
  Ticks ticks = nice_ticks(frame.first, frame.last, frame.file ? 10 : 6, true);
  if (chart.x.size() == 1) ticks.values = {(frame.first + frame.last) / 2};
  for (const double value : ticks.values) {
    const double x = frame.x(value);
    svg += svg_line("grid", x, frame.top, x, frame.bottom);
    svg += svg_text(x, frame.bottom + (frame.file ? 20 : 18), "text-anchor=\"middle\"",
                    tick_text(value, ticks.step));
  }
  return svg + chart_x_axis(frame, "epoch");
}

std::string circle(const std::string& kind, double x, double y, const std::string& radius) {
  return "<circle class=\"" + kind + "\" cx=\"" + svg_number(x) + "\" cy=\"" + svg_number(y) +
         "\" r=\"" + radius + "\"/>\n";
}

// Draws one line, piece by piece between its gaps.
struct LinePen {
  const LineChart& chart;
  const ChartFrame& frame;
  const ChartLine& line;
  std::string series;

  std::string draw() const {
    std::string svg;
    for (std::size_t from = 0; from < size(); ++from) {
      std::size_t to = from;
      while (to < size() && drawable(line.values[to])) ++to;
      if (to > from) svg += piece(from, to);
      from = to;
    }
    return svg;
  }

  std::size_t size() const { return std::min(chart.x.size(), line.values.size()); }

  std::string point(std::size_t i, double value) const {
    return svg_number(frame.x(chart.x[i])) + ',' + svg_number(frame.y(value));
  }

  std::string piece(std::size_t from, std::size_t to) const {
    std::string svg = band(from, to);
    if (to - from > 1) {
      svg += "<polyline class=\"" + std::string(size() > 300 ? "line dense " : "line ") + series +
             "\" points=\"";
      for (std::size_t i = from; i < to; ++i)
        svg += (i == from ? "" : " ") + point(i, line.values[i]);
      svg += "\"/>\n";
    }
    if (to - from == 1 || chart.dots)
      for (std::size_t i = from; i < to; ++i)
        svg += circle(series, frame.x(chart.x[i]), frame.y(line.values[i]),
                      chart.dots ? "2.5" : "3.5");
    return svg;
  }

  std::string band(std::size_t from, std::size_t to) const {
    const auto &low = line.low, &high = line.high;
    for (const auto* values : {&low, &high})
      if (values->size() < to || !std::all_of(values->data() + from, values->data() + to, drawable))
        return "";
    const double x = frame.x(chart.x[from]);
    if (to - from == 1)
      return svg_line("whisker " + series, x, frame.y(low[from]), x, frame.y(high[from]));
    std::string svg = "<polygon class=\"band " + series + "\" points=\"";
    for (std::size_t i = from; i < to; ++i) svg += point(i, high[i]) + ' ';
    for (std::size_t i = to; i-- > from;) svg += point(i, low[i]) + (i == from ? "" : " ");
    return svg + "\"/>\n";
  }
};

std::string mark(const LineChart& chart, const ChartFrame& frame) {
  if (!chart.marked || chart.lines.empty() || *chart.marked >= chart.x.size() ||
      *chart.marked >= chart.lines.front().values.size())
    return "";
  const double value = chart.lines.front().values[*chart.marked];
  if (!drawable(value)) return "";
  const double x = frame.x(chart.x[*chart.marked]), y = frame.y(value);
  const double share = (x - frame.left) / (frame.right - frame.left);
  const std::string anchor = share > 0.7 ? "end" : share < 0.3 ? "start" : "middle";
  // Above the point, unless the frame ends there.
  const double words_y = y - frame.top > 30 ? y - 13 : y + 24;
  return circle("mark s0", x, y, "6") +
         svg_text(x, words_y, "text-anchor=\"" + anchor + "\"", chart.mark);
}

}  // namespace

std::string line_chart_svg(const LineChart& chart, ChartPlace place) {
  const ChartFrame frame = frame_of(chart, place);
  std::vector<std::string> legends;
  for (const ChartLine& line : chart.lines) legends.push_back(line.legend);

  std::string svg = chart_start(frame, chart.title) + chart_legend(frame, legends);
  svg += chart_y_axis(frame, chart.y_label) + x_axis(chart, frame);
  for (std::size_t i = 0; i < chart.lines.size(); ++i)
    svg += LinePen{chart, frame, chart.lines[i], series_class(i)}.draw();
  svg += mark(chart, frame);
  if (chart.x.empty())
    svg += svg_text((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2,
                    "text-anchor=\"middle\"", "no epoch yet");
  return svg + chart_end;
}

}  // namespace gan
