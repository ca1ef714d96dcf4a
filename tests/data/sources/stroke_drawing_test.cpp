#include "gan/data/sources/stroke_drawing.h"

#include <cstdlib>
#include <numeric>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using Pixels = std::vector<std::uint8_t>;

PlaneLine rectangle(std::int64_t left, std::int64_t top, std::int64_t right, std::int64_t bottom) {
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}, {left, top}};
}

Pixels filled(const std::vector<PlaneLine>& lines, std::int64_t side) {
  Pixels pixels(static_cast<std::size_t>(side * side), 7);
  fill_area(lines, side, pixels.data());
  return pixels;
}

TEST(FillArea, CoversPixelsInPart) {
  const std::int64_t p = kPixelUnits;
  EXPECT_EQ(filled({rectangle(p / 2, p, 2 * p, 3 * p + p / 4)}, 4),
            (Pixels{0, 0, 0, 0, 128, 255, 0, 0, 128, 255, 0, 0, 32, 64, 0, 0}));
}

TEST(FillArea, AnAreaWithinIsAHole) {
  const std::int64_t p = kPixelUnits;
  EXPECT_EQ(filled({rectangle(0, 0, 3 * p, 3 * p), rectangle(p, p, 2 * p, 2 * p)}, 3),
            (Pixels{255, 255, 255, 255, 0, 255, 255, 255, 255}));
}

TEST(FillArea, IsCutAtTheEdges) {
  const std::int64_t p = kPixelUnits;
  EXPECT_EQ(filled({rectangle(-5 * p, -p, 9 * p, p)}, 2), (Pixels{255, 255, 0, 0}));
}

TEST(FillArea, ACircleHasItsArea) {
  constexpr std::int64_t side = 256, radius = 100;
  PlaneLine points;
  for (int eighth = 0; eighth <= 8; ++eighth) {
    PlanePoint p{radius * kPixelUnits, 0};
    for (int i = 0; i < eighth; ++i) p = turned(p, 414);
    points.push_back({p.x + side * kPixelUnits / 2, p.y + side * kPixelUnits / 2});
  }
  points.back() = points.front();
  const Pixels pixels = filled({curve_through(points, 16)}, side);
  EXPECT_NEAR(std::accumulate(pixels.begin(), pixels.end(), 0.0) / 255, 3.1416 * radius * radius,
              0.02 * 3.1416 * radius * radius);
}

TEST(CurveThrough, MeetsItsPointsAndHasSoManyPieces) {
  const PlaneLine points = {{0, 0}, {5000, 1000}, {9000, -3000}};
  const PlaneLine curve = curve_through(points, 7);
  ASSERT_EQ(curve.size(), 15U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(curve[7 * i].x, points[i].x);
    EXPECT_EQ(curve[7 * i].y, points[i].y);
  }
}

TEST(Turned, ByAQuarter) {
  const PlanePoint p = turned({300, 100}, 1000);
  EXPECT_EQ(p.x, -100);
  EXPECT_EQ(p.y, 300);
}

// A line from corner to corner, whose squares would leave 64 bits in one piece.
TEST(DrawStrokes, OfAnyLength) {
  constexpr std::int64_t side = 256, end = side * kPixelUnits;
  Pixels pixels(side * side, 7);
  draw_strokes({{{0, 0}, {end, end}}}, 2 * kPixelUnits, kPixelUnits / 2, side, pixels.data());
  for (std::int64_t y = 0; y < side; ++y)
    for (std::int64_t x = 0; x < side; ++x) {
      const int pixel = pixels[static_cast<std::size_t>(y * side + x)];
      const std::int64_t away = std::abs(x - y);
      EXPECT_GE(pixel, away <= 2 ? 255 : 0) << x << " " << y;
      EXPECT_LE(pixel, away >= 4 ? 0 : 255) << x << " " << y;
    }
}

}  // namespace
}  // namespace gan::test
