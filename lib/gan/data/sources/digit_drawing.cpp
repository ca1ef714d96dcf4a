#include "gan/data/sources/digit_drawing.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "gan/data/sources/digit_shapes.h"
#include "gan/data/sources/stroke_drawing.h"

namespace gan {
namespace {

constexpr std::int64_t kGrid = 256;      // fixed-point units in one step of a shape's grid
constexpr std::int64_t kMnistSide = 28;  // of the pictures that the sizes below are for

// A smooth random displacement of the grid: nine random vectors, linear between them. Points that
// two strokes share stay together.
auto random_bend(SplitMix& random) {
  std::array<std::array<PlanePoint, 3>, 3> vectors{};
  for (auto& row : vectors)
    for (PlanePoint& v : row) v = {random.around_zero(11 * kGrid), random.around_zero(11 * kGrid)};
  return [vectors](ShapePoint p) -> PlanePoint {
    const int x = std::clamp(p.x, 0, 60), y = std::clamp(p.y, 0, 100);
    const auto i = static_cast<std::size_t>(x < 30 ? 0 : 1);
    const auto j = static_cast<std::size_t>(y < 50 ? 0 : 1);
    const std::int64_t u = x - 30 * static_cast<int>(i), v = y - 50 * static_cast<int>(j);
    const auto mixed = [&](std::int64_t PlanePoint::*part) {
      const std::int64_t above = vectors[j][i].*part * (30 - u) + vectors[j][i + 1].*part * u;
      const std::int64_t below =
          vectors[j + 1][i].*part * (30 - u) + vectors[j + 1][i + 1].*part * u;
      return (above * (50 - v) + below * v) / 1500;
    };
    return {p.x * kGrid + mixed(&PlanePoint::x), p.y * kGrid + mixed(&PlanePoint::y)};
  };
}

// Stretched in width, sheared to the right as handwriting leans, and rotated by up to 11 degrees;
// in thousandths.
auto random_affine(SplitMix& random) {
  const std::int64_t width = 1000 + random.between(-250, 450);
  const std::int64_t shear = 80 + random.around_zero(420);
  const std::int64_t t = random.around_zero(95);
  return [=](const PlanePoint& p) { return turned({(p.x * width - p.y * shear) / 1000, p.y}, t); };
}

// The middle of the pieces, each weighted with (about) its length.
PlanePoint centre_of_mass(const std::vector<PlaneLine>& lines) {
  PlanePoint sum{0, 0};
  std::int64_t weight = 0;
  for (const PlaneLine& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const std::int64_t dx = std::abs(line[i + 1].x - line[i].x);
      const std::int64_t dy = std::abs(line[i + 1].y - line[i].y);
      const std::int64_t length = std::max(dx, dy) + 3 * std::min(dx, dy) / 8;
      sum.x += length * (line[i].x + line[i + 1].x) / 2;
      sum.y += length * (line[i].y + line[i + 1].y) / 2;
      weight += length;
    }
  return {sum.x / weight, sum.y / weight};
}

// Scales the lines into the box of MNIST's digits and moves them to the picture's middle.
void fit_lines(std::vector<PlaneLine>& lines, std::int64_t reach, std::int64_t side,
               SplitMix& random) {
  const PlaneBox drawn = bounds(lines);
  const std::int64_t extent = std::max(drawn.high.x - drawn.low.x, drawn.high.y - drawn.low.y);
  const std::int64_t box_side =
      random.between(17 * kPixelUnits, 20 * kPixelUnits) * side / kMnistSide;
  const std::int64_t room = box_side - 2 * reach + kPixelUnits;
  for (PlaneLine& line : lines)
    for (PlanePoint& p : line)
      p = {(p.x - drawn.low.x) * room / extent, (p.y - drawn.low.y) * room / extent};
  const PlaneBox box = bounds(lines);
  const PlanePoint centre = centre_of_mass(lines);
  const auto shift = [&](std::int64_t middle, std::int64_t low, std::int64_t high) {
    const std::int64_t jitter = random.around_zero(kPixelUnits) * side / kMnistSide;
    return std::clamp(side * kPixelUnits / 2 + jitter - middle, reach - low,
                      side * kPixelUnits - reach - high);
  };
  const std::int64_t dx = shift(centre.x, box.low.x, box.high.x);
  const std::int64_t dy = shift(centre.y, box.low.y, box.high.y);
  for (PlaneLine& line : lines)
    for (PlanePoint& p : line) p = {p.x + dx, p.y + dy};
}

}  // namespace

void draw_digit(int digit, std::int64_t side, SplitMix& random, std::uint8_t* pixels) {
  const std::vector<Shape>& styles = digit_shapes(digit);
  const Shape& shape = styles[static_cast<std::size_t>(
      random.between(0, static_cast<std::int64_t>(styles.size()) - 1))];
  const auto bend = random_bend(random);
  const auto affine = random_affine(random);
  std::vector<PlaneLine> lines;
  for (const Stroke& stroke : shape) {
    PlaneLine line;
    for (const ShapePoint& p : stroke.points) line.push_back(affine(bend(p)));
    lines.push_back(stroke.curved ? curve_through(line, side <= 64 ? 5 : 16) : line);
  }
  const std::int64_t radius =
      (kPixelUnits * 125 / 100 + random.around_zero(kPixelUnits * 70 / 100)) * side / kMnistSide;
  const std::int64_t blur = kPixelUnits * 60 / 100;
  fit_lines(lines, radius + blur, side, random);
  draw_strokes(lines, radius, blur, side, pixels);
}

}  // namespace gan
