#include "gan/data/sources/synthetic.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "gan/base/error.h"
#include "gan/base/split_mix.h"
#include "gan/data/sources/digit_shapes.h"

namespace gan {
namespace {

constexpr std::int64_t kSide = 28;
constexpr std::int64_t kPixel = 1024;  // fixed-point units in one pixel
constexpr std::int64_t kGrid = 256;    // fixed-point units in one step of a shape's grid

struct Point {
  std::int64_t x, y;
};

using Line = std::vector<Point>;

// A smooth random displacement of the grid: nine random vectors, linear between them. Points that
// two strokes share stay together.
auto random_bend(SplitMix& random) {
  std::array<std::array<Point, 3>, 3> vectors{};
  for (auto& row : vectors)
    for (Point& v : row) v = {random.around_zero(11 * kGrid), random.around_zero(11 * kGrid)};
  return [vectors](ShapePoint p) -> Point {
    const int x = std::clamp(p.x, 0, 60), y = std::clamp(p.y, 0, 100);
    const auto i = static_cast<std::size_t>(x < 30 ? 0 : 1);
    const auto j = static_cast<std::size_t>(y < 50 ? 0 : 1);
    const std::int64_t u = x - 30 * static_cast<int>(i), v = y - 50 * static_cast<int>(j);
    const auto mixed = [&](std::int64_t Point::*part) {
      const std::int64_t above = vectors[j][i].*part * (30 - u) + vectors[j][i + 1].*part * u;
      const std::int64_t below =
          vectors[j + 1][i].*part * (30 - u) + vectors[j + 1][i + 1].*part * u;
      return (above * (50 - v) + below * v) / 1500;
    };
    return {p.x * kGrid + mixed(&Point::x), p.y * kGrid + mixed(&Point::y)};
  };
}

// Stretched in width, sheared to the right as handwriting leans, and rotated by up to 11 degrees;
// in thousandths.
auto random_affine(SplitMix& random) {
  const std::int64_t width = 1000 + random.between(-250, 450);
  const std::int64_t shear = 80 + random.around_zero(420);
  // The tangent of half the angle gives its sine and cosine in rational numbers.
  const std::int64_t t = random.around_zero(95), one = 1000000;
  return [=](Point p) -> Point {
    const std::int64_t x = (p.x * width - p.y * shear) / 1000;
    return {(x * (one - t * t) - p.y * 2000 * t) / (one + t * t),
            (x * 2000 * t + p.y * (one - t * t)) / (one + t * t)};
  };
}

// The Catmull-Rom curve through the points, as short straight pieces.
Line flatten(const Line& points) {
  constexpr std::int64_t n = 5;
  const std::size_t count = points.size();
  const bool closed = points.front().x == points.back().x && points.front().y == points.back().y;
  Line line;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Point& b = points[i];
    const Point& c = points[i + 1];
    const Point& a = i > 0 ? points[i - 1] : closed ? points[count - 2] : b;
    const Point& d = i + 2 < count ? points[i + 2] : closed ? points[1] : c;
    for (std::int64_t k = 0; k < n; ++k) {
      const auto at = [&](std::int64_t Point::*part) {
        const std::int64_t linear = c.*part - a.*part;
        const std::int64_t square = 2 * a.*part - 5 * b.*part + 4 * c.*part - d.*part;
        const std::int64_t cube = d.*part - a.*part + 3 * (b.*part - c.*part);
        return b.*part +
               (linear * k * n * n + square * k * k * n + cube * k * k * k) / (2 * n * n * n);
      };
      line.push_back({at(&Point::x), at(&Point::y)});
    }
  }
  line.push_back(points.back());
  return line;
}

struct Box {
  Point low, high;
};

Box bounds(const std::vector<Line>& lines) {
  Box box{lines[0][0], lines[0][0]};
  for (const Line& line : lines)
    for (const Point& p : line) {
      box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
      box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
    }
  return box;
}

// The middle of the pieces, each weighted with (about) its length.
Point centre_of_mass(const std::vector<Line>& lines) {
  Point sum{0, 0};
  std::int64_t weight = 0;
  for (const Line& line : lines)
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
void fit(std::vector<Line>& lines, std::int64_t reach, SplitMix& random) {
  const Box drawn = bounds(lines);
  const std::int64_t extent = std::max(drawn.high.x - drawn.low.x, drawn.high.y - drawn.low.y);
  const std::int64_t room = random.between(17 * kPixel, 20 * kPixel) - 2 * reach + kPixel;
  for (Line& line : lines)
    for (Point& p : line)
      p = {(p.x - drawn.low.x) * room / extent, (p.y - drawn.low.y) * room / extent};
  const Box box = bounds(lines);
  const Point centre = centre_of_mass(lines);
  const auto shift = [&](std::int64_t middle, std::int64_t low, std::int64_t high) {
    const std::int64_t wanted = kSide * kPixel / 2 + random.around_zero(kPixel) - middle;
    return std::clamp(wanted, reach - low, kSide * kPixel - reach - high);
  };
  const std::int64_t dx = shift(centre.x, box.low.x, box.high.x);
  const std::int64_t dy = shift(centre.y, box.low.y, box.high.y);
  for (Line& line : lines)
    for (Point& p : line) p = {p.x + dx, p.y + dy};
}

using SquaredDistances = std::array<std::int64_t, kSide * kSide>;  // of pixels to the strokes

void take_piece(const Point& a, const Point& b, std::int64_t reach, SquaredDistances& nearest) {
  const auto first = [&](std::int64_t low) {
    return std::max<std::int64_t>(0, (low - reach) / kPixel);
  };
  const auto last = [&](std::int64_t high) { return std::min(kSide - 1, (high + reach) / kPixel); };
  const Point d{b.x - a.x, b.y - a.y};
  const std::int64_t length = d.x * d.x + d.y * d.y;
  const std::int64_t right = last(std::max(a.x, b.x)), bottom = last(std::max(a.y, b.y));
  for (std::int64_t y = first(std::min(a.y, b.y)); y <= bottom; ++y)
    for (std::int64_t x = first(std::min(a.x, b.x)); x <= right; ++x) {
      const Point p{x * kPixel + kPixel / 2 - a.x, y * kPixel + kPixel / 2 - a.y};
      const std::int64_t along = p.x * d.x + p.y * d.y;
      std::int64_t distance = p.x * p.x + p.y * p.y;
      if (along >= length)
        distance += length - 2 * along;
      else if (along > 0)
        distance -= along * along / length;
      std::int64_t& least = nearest[static_cast<std::size_t>(y * kSide + x)];
      least = std::min(least, distance);
    }
}

void draw(int digit, SplitMix& random, std::uint8_t* pixels) {
  const std::vector<Shape>& styles = digit_shapes(digit);
  const Shape& shape = styles[static_cast<std::size_t>(
      random.between(0, static_cast<std::int64_t>(styles.size()) - 1))];
  const auto bend = random_bend(random);
  const auto affine = random_affine(random);
  std::vector<Line> lines;
  for (const Stroke& stroke : shape) {
    Line line;
    for (const ShapePoint& p : stroke.points) line.push_back(affine(bend(p)));
    lines.push_back(stroke.curved ? flatten(line) : line);
  }
  const std::int64_t radius = kPixel * 125 / 100 + random.around_zero(kPixel * 70 / 100);
  const std::int64_t blur = kPixel * 60 / 100;
  const std::int64_t outer = radius + blur, inner = std::max<std::int64_t>(0, radius - blur);
  fit(lines, outer, random);

  SquaredDistances nearest;
  nearest.fill(outer * outer);
  for (const Line& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      take_piece(line[i], line[i + 1], outer, nearest);
  const std::int64_t edge = outer * outer - inner * inner;
  for (std::size_t i = 0; i < nearest.size(); ++i)
    pixels[i] = static_cast<std::uint8_t>(
        std::clamp<std::int64_t>(255 * (outer * outer - nearest[i]) / edge, 0, 255));
}

}  // namespace

SyntheticDigits draw_synthetic_digits(std::int64_t count, std::uint64_t seed) {
  const Error error = Error("drawing synthetic digits");
  constexpr std::int64_t kMost = std::int64_t{1} << 32;
  if (count < 1 || count >= kMost)
    throw Error(error).expected("a count from 1 to 4294967295").found(std::to_string(count));
  const auto n = static_cast<std::size_t>(count);
  SyntheticDigits digits;
  digits.images.sizes = {count, kSide, kSide};
  digits.labels.sizes = {count};
  try {
    digits.images.bytes.resize(n * kSide * kSide);
    digits.labels.bytes.resize(n);
  } catch (const std::bad_alloc&) {
    throw Error(error).found("too little memory for " + std::to_string(count) + " images");
  }
  for (std::size_t i = 0; i < n; ++i) {
    SplitMix random(seed, i);
    const auto digit = static_cast<int>(random.between(0, 9));
    digits.labels.bytes[i] = static_cast<std::uint8_t>(digit);
    draw(digit, random, digits.images.bytes.data() + i * kSide * kSide);
  }
  return digits;
}

}  // namespace gan
