// Strokes and areas as maps of how much of each pixel they cover. All arithmetic is in integers, so
// that the maps are the same on every platform.
#pragma once

#include <cstdint>
#include <vector>

namespace gan {

constexpr std::int64_t kPixelUnits = 1024;  // of a PlanePoint, in one pixel

struct PlanePoint {
  std::int64_t x, y;  // from the top left, each at most 2^18 from zero
};

using PlaneLine = std::vector<PlanePoint>;

struct PlaneBox {
  PlanePoint low, high;
};

PlaneBox bounds(const std::vector<PlaneLine>& lines);

// The Catmull-Rom curve through the points, `pieces` straight ones from each to the next. It is
// closed if the first point is also the last one.
PlaneLine curve_through(const PlaneLine& points, std::int64_t pieces);

// About (0, 0), by twice the angle whose tangent is `t` thousandths: a quarter turn for 1000.
PlanePoint turned(const PlanePoint& p, std::int64_t t);

// Both draw into `side` * `side` pixels, 0 uncovered to 255 covered, row by row from the top left.
// `side` is at most 256.

// The lines, drawn with a round pen of that radius; its edge is soft for `blur` on either side.
void draw_strokes(const std::vector<PlaneLine>& lines, std::int64_t radius, std::int64_t blur,
                  std::int64_t side, std::uint8_t* pixels);

// What the lines enclose. Together they are closed: an even number of them end in each point. An
// area within another one is a hole.
void fill_area(const std::vector<PlaneLine>& lines, std::int64_t side, std::uint8_t* pixels);

}  // namespace gan
