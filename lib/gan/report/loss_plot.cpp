#include "gan/report/loss_plot.h"

#include <algorithm>
#include <cmath>

#include "gan/report/number_text.h"
#include "gan/report/ticks.h"

namespace gan {
namespace {

constexpr double width = 760, height = 420;
constexpr double left = 76, right = 736, top = 68, bottom = 364;
constexpr double largest_value = 1e30;

constexpr const char* style = R"(<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #57606a }
.title { font-size: 17px; font-weight: 600; fill: #1f2328 }
.paper { fill: #ffffff; stroke: #d8dee4 }
.grid { stroke: #e4e8ec }
.axis { stroke: #8c959f }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.dense { stroke-width: 1.2 }
.discriminator { stroke: #0b69d0 } .generator { stroke: #d9590b }
circle.discriminator { fill: #0b69d0 } circle.generator { fill: #d9590b }
@media (prefers-color-scheme: dark) {
text { fill: #9da7b3 }
.title { fill: #e6edf3 }
.paper { fill: #0d1117; stroke: #30363d }
.grid { stroke: #222830 }
.axis { stroke: #6e7681 }
.discriminator { stroke: #58a6ff } .generator { stroke: #ff9b4a }
circle.discriminator { fill: #58a6ff } circle.generator { fill: #ff9b4a }
}
</style>
)";

struct Point {
  double epoch = 0;
  double loss = 0;
};

struct Curve {
  std::string name;
  std::vector<Point> points;
};

// The part of the plane that is drawn.
struct Frame {
  double first = 0, last = 1, low = 0, high = 1;

  double x(double epoch) const { return left + (epoch - first) / (last - first) * (right - left); }
  double y(double loss) const { return bottom - (loss - low) / (high - low) * (bottom - top); }
};

bool drawable(double value) {
  return std::abs(value) < largest_value;
}  // false for NaN

std::string number(double value) {
  return fixed_text(value, 1);
}

std::string line(const char* kind, double x1, double y1, double x2, double y2) {
  return "<line class=\"" + std::string(kind) + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) +
         "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\"/>\n";
}

std::string label(double x, double y, const char* attributes, const std::string& words) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + attributes + ">" + words +
         "</text>\n";
}

Frame frame_of(const std::vector<Curve>& curves, const std::vector<EpochResult>& results) {
  Frame frame;
  if (!results.empty()) {
    frame.first = static_cast<double>(results.front().epoch);
    frame.last = static_cast<double>(results.back().epoch);
  }
  double low = largest_value, high = -largest_value;
  for (const Curve& curve : curves)
    for (const Point& point : curve.points)
      if (drawable(point.loss)) {
        low = std::min(low, point.loss);
        high = std::max(high, point.loss);
      }
  if (low > high) low = 0, high = 1;
  // Room around the curves, and around a single point or flat lines.
  const double size = std::max(std::abs(low), std::abs(high));
  const double room = size < 1e-6 ? 0.1 : std::max(0.08 * (high - low), 1e-3 * size);
  frame.low = low >= 0 ? std::max(0.0, low - room) : low - room;
  frame.high = high + room;
  if (!(frame.last > frame.first)) frame.last = (frame.first -= 1) + 2;
  return frame;
}

std::string axes(const Frame& frame, bool one_epoch) {
  std::string svg;
  const Ticks losses = nice_ticks(frame.low, frame.high, 6);
  for (const double loss : losses.values) {
    const double y = frame.y(loss);
    svg += line("grid", left, y, right, y);
    svg += label(left - 8, y + 4.5, "text-anchor=\"end\"", tick_text(loss, losses.step));
  }
  Ticks epochs = nice_ticks(frame.first, frame.last, 10, true);
  if (one_epoch) epochs.values = {(frame.first + frame.last) / 2};
  for (const double epoch : epochs.values) {
    const double x = frame.x(epoch);
    svg += line("grid", x, top, x, bottom);
    svg += label(x, bottom + 20, "text-anchor=\"middle\"", tick_text(epoch, epochs.step));
  }
  svg += line("axis", left, top, left, bottom) + line("axis", left, bottom, right, bottom);
  svg += label((left + right) / 2, height - 14, "text-anchor=\"middle\"", "epoch");
  svg += label(-(top + bottom) / 2, 22, "text-anchor=\"middle\" transform=\"rotate(-90)\"",
               "mean loss (nats)");
  return svg;
}

// A polyline for each run of drawable points, a dot for one that stands alone.
std::string draw(const Curve& curve, const Frame& frame) {
  std::string svg;
  const std::string kind = (curve.points.size() > 300 ? "line dense " : "line ") + curve.name;
  for (auto from = curve.points.begin(); from != curve.points.end();) {
    from = std::find_if(from, curve.points.end(), [](Point p) { return drawable(p.loss); });
    const auto to =
        std::find_if(from, curve.points.end(), [](Point p) { return !drawable(p.loss); });
    if (to - from == 1)
      svg += "<circle class=\"" + curve.name + "\" cx=\"" + number(frame.x(from->epoch)) +
             "\" cy=\"" + number(frame.y(from->loss)) + "\" r=\"3.5\"/>\n";
    if (to - from > 1) {
      svg += "<polyline class=\"" + kind + "\" points=\"";
      for (auto point = from; point != to; ++point)
        svg += (point == from ? "" : " ") + number(frame.x(point->epoch)) + ',' +
               number(frame.y(point->loss));
      svg += "\"/>\n";
    }
    from = to;
  }
  return svg;
}

std::string legend(const Curve& curve, double x) {
  std::string words = curve.name;
  if (!curve.points.empty()) words += " " + loss_text(curve.points.back().loss);
  return line(("line " + curve.name).c_str(), x, 34, x + 26, 34) +
         label(x + 34, 38.5, "class=\"legend\"", words);
}

}  // namespace

std::string loss_plot_svg(const std::vector<EpochResult>& results) {
  Curve discriminator{"discriminator", {}}, generator{"generator", {}};
  for (const EpochResult& result : results) {
    const auto epoch = static_cast<double>(result.epoch);
    discriminator.points.push_back({epoch, result.discriminator_loss});
    generator.points.push_back({epoch, result.generator_loss});
  }
  const std::vector<Curve> curves = {discriminator, generator};
  const Frame frame = frame_of(curves, results);

  const std::string size = number(width) + " " + number(height);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size +
                    "\" role=\"img\">\n<title>Loss of discriminator and generator</title>\n" +
                    style;
  svg += "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"" + number(width - 1) + "\" height=\"" +
         number(height - 1) + "\" rx=\"8\"/>\n";
  svg += label(left, 40, "class=\"title\"", "Loss by epoch");
  svg += legend(discriminator, right - 340) + legend(generator, right - 150);
  svg += axes(frame, results.size() == 1);
  for (const Curve& curve : curves) svg += draw(curve, frame);
  if (results.empty())
    svg += label((left + right) / 2, (top + bottom) / 2, "text-anchor=\"middle\"", "no epoch yet");
  return svg + "</svg>\n";
}

}  // namespace gan
