#include "gan/data/sources/stroke_drawing.h"

#include <algorithm>
#include <cstdlib>

namespace gan {
namespace {

using SquaredDistances = std::vector<std::int64_t>;  // of pixels to the strokes

// The longest piece for which `along * along` below stays in 64 bits.
constexpr std::int64_t kLongestPiece = 32 * kPixelUnits;

void take_piece(const PlanePoint& a, const PlanePoint& b, std::int64_t reach, std::int64_t side,
                SquaredDistances& nearest) {
  const PlanePoint d{b.x - a.x, b.y - a.y};
  if (std::max(std::abs(d.x), std::abs(d.y)) >= kLongestPiece) {
    const PlanePoint middle{a.x + d.x / 2, a.y + d.y / 2};
    take_piece(a, middle, reach, side, nearest);
    take_piece(middle, b, reach, side, nearest);
    return;
  }
  const auto first = [&](std::int64_t low) {
    return std::max<std::int64_t>(0, (low - reach) / kPixelUnits);
  };
  const auto last = [&](std::int64_t high) {
    return std::min(side - 1, (high + reach) / kPixelUnits);
  };
  const std::int64_t length = d.x * d.x + d.y * d.y;
  const std::int64_t right = last(std::max(a.x, b.x)), bottom = last(std::max(a.y, b.y));
  for (std::int64_t y = first(std::min(a.y, b.y)); y <= bottom; ++y)
    for (std::int64_t x = first(std::min(a.x, b.x)); x <= right; ++x) {
      const PlanePoint p{x * kPixelUnits + kPixelUnits / 2 - a.x,
                         y * kPixelUnits + kPixelUnits / 2 - a.y};
      const std::int64_t along = p.x * d.x + p.y * d.y;
      std::int64_t distance = p.x * p.x + p.y * p.y;
      if (along >= length)
        distance += length - 2 * along;
      else if (along > 0)
        distance -= along * along / length;
      std::int64_t& least = nearest[static_cast<std::size_t>(y * side + x)];
      least = std::min(least, distance);
    }
}

// Where the lines cross the horizontal at `level`, from left to right.
void find_crossings(const std::vector<PlaneLine>& lines, std::int64_t level,
                    std::vector<std::int64_t>& crossings) {
  crossings.clear();
  for (const PlaneLine& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const PlanePoint &a = line[i], &b = line[i + 1];
      if ((a.y <= level) != (b.y <= level))
        crossings.push_back(a.x + (b.x - a.x) * (level - a.y) / (b.y - a.y));
    }
  std::sort(crossings.begin(), crossings.end());
}

// Adds to each pixel of a row the length in it from `left` to `right`.
void add_span(std::int64_t left, std::int64_t right, std::vector<std::int64_t>& row) {
  left = std::max<std::int64_t>(left, 0);
  right = std::min(right, static_cast<std::int64_t>(row.size()) * kPixelUnits);
  for (std::int64_t x = left / kPixelUnits; x * kPixelUnits < right; ++x)
    row[static_cast<std::size_t>(x)] +=
        std::min(right, (x + 1) * kPixelUnits) - std::max(left, x * kPixelUnits);
}

}  // namespace

PlaneBox bounds(const std::vector<PlaneLine>& lines) {
  PlaneBox box{lines[0][0], lines[0][0]};
  for (const PlaneLine& line : lines)
    for (const PlanePoint& p : line) {
      box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
      box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
    }
  return box;
}

PlaneLine curve_through(const PlaneLine& points, std::int64_t pieces) {
  const std::int64_t n = pieces;
  const std::size_t count = points.size();
  const bool closed = points.front().x == points.back().x && points.front().y == points.back().y;
  PlaneLine line;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const PlanePoint& b = points[i];
    const PlanePoint& c = points[i + 1];
    const PlanePoint& a = i > 0 ? points[i - 1] : closed ? points[count - 2] : b;
    const PlanePoint& d = i + 2 < count ? points[i + 2] : closed ? points[1] : c;
    for (std::int64_t k = 0; k < n; ++k) {
      const auto at = [&](std::int64_t PlanePoint::*part) {
        const std::int64_t linear = c.*part - a.*part;
        const std::int64_t square = 2 * a.*part - 5 * b.*part + 4 * c.*part - d.*part;
        const std::int64_t cube = d.*part - a.*part + 3 * (b.*part - c.*part);
        return b.*part +
               (linear * k * n * n + square * k * k * n + cube * k * k * k) / (2 * n * n * n);
      };
      line.push_back({at(&PlanePoint::x), at(&PlanePoint::y)});
    }
  }
  line.push_back(points.back());
  return line;
}

PlanePoint turned(const PlanePoint& p, std::int64_t t) {
  // The tangent of half the angle gives its sine and cosine in rational numbers.
  constexpr std::int64_t one = 1000000;
  return {(p.x * (one - t * t) - p.y * 2000 * t) / (one + t * t),
          (p.x * 2000 * t + p.y * (one - t * t)) / (one + t * t)};
}

void draw_strokes(const std::vector<PlaneLine>& lines, std::int64_t radius, std::int64_t blur,
                  std::int64_t side, std::uint8_t* pixels) {
  const std::int64_t outer = radius + blur, inner = std::max<std::int64_t>(0, radius - blur);
  SquaredDistances nearest(static_cast<std::size_t>(side * side), outer * outer);
  for (const PlaneLine& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      take_piece(line[i], line[i + 1], outer, side, nearest);
  const std::int64_t edge = outer * outer - inner * inner;
  for (std::size_t i = 0; i < nearest.size(); ++i)
    pixels[i] = static_cast<std::uint8_t>(
        std::clamp<std::int64_t>(255 * (outer * outer - nearest[i]) / edge, 0, 255));
}

void fill_area(const std::vector<PlaneLine>& lines, std::int64_t side, std::uint8_t* pixels) {
  constexpr std::int64_t kLevels = 8;  // in a row of pixels
  constexpr std::int64_t kFull = kLevels * kPixelUnits;
  std::vector<std::int64_t> crossings, row(static_cast<std::size_t>(side));
  for (std::int64_t y = 0; y < side; ++y) {
    std::fill(row.begin(), row.end(), 0);
    for (std::int64_t k = 0; k < kLevels; ++k) {
      find_crossings(lines, (y * 2 * kLevels + 2 * k + 1) * kPixelUnits / (2 * kLevels), crossings);
      for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
        add_span(crossings[i], crossings[i + 1], row);
    }
    for (const std::int64_t covered : row)
      *pixels++ = static_cast<std::uint8_t>((covered * 255 + kFull / 2) / kFull);
  }
}

}  // namespace gan
