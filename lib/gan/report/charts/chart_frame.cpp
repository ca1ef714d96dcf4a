#include "gan/report/charts/chart_frame.h"

#include <algorithm>
#include <cmath>

#include "gan/report/charts/markup_text.h"
#include "gan/report/charts/number_text.h"

namespace gan {

const char* const chart_style = R"(
.chart text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #57606a }
.chart .title { font-size: 17px; font-weight: 600; fill: #1f2328 }
.chart .paper { fill: #ffffff; stroke: #d8dee4 }
.chart .grid { stroke: #e4e8ec }
.chart .axis { stroke: #8c959f }
.chart .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.chart .dense { stroke-width: 1.2 }
.chart .band { fill-opacity: 0.18 }
.chart .whisker { stroke-width: 3; stroke-opacity: 0.3; stroke-linecap: round }
.chart .mark { fill: none; stroke-width: 2 }
.chart .s0 { stroke: #0b69d0 } .chart .s1 { stroke: #d9590b }
.chart circle.s0, .chart polygon.s0, .chart rect.s0 { fill: #0b69d0 }
.chart circle.s1, .chart polygon.s1, .chart rect.s1 { fill: #d9590b }
.chart .band, .chart rect.s0, .chart rect.s1 { stroke: none }
.chart circle.mark { fill: none }
@media screen and (prefers-color-scheme: dark) {
.chart text { fill: #9da7b3 }
.chart .title { fill: #e6edf3 }
.chart .paper { fill: #0d1117; stroke: #30363d }
.chart .grid { stroke: #222830 }
.chart .axis { stroke: #6e7681 }
.chart .s0 { stroke: #58a6ff } .chart .s1 { stroke: #ff9b4a }
.chart circle.s0, .chart polygon.s0, .chart rect.s0 { fill: #58a6ff }
.chart circle.s1, .chart polygon.s1, .chart rect.s1 { fill: #ff9b4a }
.chart .band, .chart rect.s0, .chart rect.s1 { stroke: none }
.chart circle.mark { fill: none }
}
)";

bool drawable(double value) {
  return std::abs(value) < largest_chart_value;  // false for NaN
}

void ChartFrame::fit_y(double smallest, double largest) {
  if (smallest > largest) smallest = 0, largest = 1;
  const double size = std::max(std::abs(smallest), std::abs(largest));
  const double room = size < 1e-6 ? 0.1 : std::max(0.08 * (largest - smallest), 1e-3 * size);
  low = smallest >= 0 ? std::max(0.0, smallest - room) : smallest - room;
  high = largest + room;
}

Ticks nice_ticks(double low, double high, int count, bool whole) {
  const double rough = (high - low) / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0})
    if (factor * power >= rough * 0.999) step = factor * power;
  if (whole) step = std::max(step, 1.0);

  Ticks ticks{step, {}};
  // slack: rounding loses no mark at the ends. Multiples, because sums would add up rounding
  // errors. At most count + 2 marks, even if step is too small to change low.
  const double slack = step * 1e-9;
  const double first = std::ceil((low - slack) / step);
  for (int i = 0; i <= count + 1; ++i) {
    const double value = (first + i) * step;
    if (value <= high + slack) ticks.values.push_back(std::clamp(value, low, high));
  }
  return ticks;
}

std::string tick_text(double value, double step) {
  if (std::abs(value) < step / 2) return "0";
  const int decimals = -static_cast<int>(std::floor(std::log10(step) + 1e-9));
  if (std::abs(value) >= 1e6 || decimals > 6) {
    const int digits = static_cast<int>(std::floor(std::log10(std::abs(value)))) + decimals;
    return scientific_text(value, std::clamp(digits, 0, 15));
  }
  return fixed_text(value, std::max(decimals, 0));
}

std::string chart_start(const ChartFrame& frame, const std::string& title) {
  const std::string words = markup_text(title);
  std::string svg = "<svg";
  // An SVG element inside an HTML page needs no namespace.
  if (frame.file) svg += " xmlns=\"http://www.w3.org/2000/svg\"";
  svg += " class=\"chart\" viewBox=\"0 0 " + svg_number(frame.width) + " " +
         svg_number(frame.height) + "\" role=\"img\"";
  if (!frame.file) return svg + " aria-label=\"" + words + "\">\n";
  svg += ">\n<title>" + words + "</title>\n<style>" + chart_style + "</style>\n";
  svg += "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"" + svg_number(frame.width - 1) +
         "\" height=\"" + svg_number(frame.height - 1) + "\" rx=\"8\"/>\n";
  return svg + svg_text(frame.left, 40, "class=\"title\"", title);
}

std::string chart_y_axis(const ChartFrame& frame, const std::string& label) {
  std::string svg;
  const Ticks ticks = nice_ticks(frame.low, frame.high, frame.file ? 6 : 5);
  for (const double value : ticks.values) {
    const double y = frame.y(value);
    svg += svg_line("grid", frame.left, y, frame.right, y);
    svg += svg_text(frame.left - 8, y + 4.5, "text-anchor=\"end\"", tick_text(value, ticks.step));
  }
  svg += svg_line("axis", frame.left, frame.top, frame.left, frame.bottom);
  if (!frame.file) return svg;
  return svg + svg_text(-(frame.top + frame.bottom) / 2, 22,
                        "text-anchor=\"middle\" transform=\"rotate(-90)\"", label);
}

std::string chart_x_axis(const ChartFrame& frame, const std::string& label) {
  const double below = frame.file ? 14 : 6;
  return svg_line("axis", frame.left, frame.bottom, frame.right, frame.bottom) +
         svg_text((frame.left + frame.right) / 2, frame.height - below, "text-anchor=\"middle\"",
                  label);
}

std::string chart_legend(const ChartFrame& frame, const std::vector<std::string>& entries) {
  const double y = frame.file ? 34 : 14, step = frame.file ? 190 : 180;
  double x =
      frame.file ? frame.right + 40 - step * static_cast<double>(entries.size()) : frame.left;
  std::string svg;
  for (std::size_t i = 0; i < entries.size(); ++i, x += step)
    if (!entries[i].empty())
      svg += svg_line("line " + series_class(i), x, y, x + 26, y) +
             svg_text(x + 34, y + 4.5, "class=\"legend\"", entries[i]);
  return svg;
}

std::string svg_number(double value) {
  return fixed_text(value, 1);
}

std::string svg_line(const std::string& kind, double x1, double y1, double x2, double y2) {
  return "<line class=\"" + kind + "\" x1=\"" + svg_number(x1) + "\" y1=\"" + svg_number(y1) +
         "\" x2=\"" + svg_number(x2) + "\" y2=\"" + svg_number(y2) + "\"/>\n";
}

std::string svg_text(double x, double y, const std::string& attributes, const std::string& words) {
  return "<text x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + "\" " + attributes + ">" +
         markup_text(words) + "</text>\n";
}

std::string series_class(std::size_t number) {
  return "s" + std::to_string(number);
}

}  // namespace gan
