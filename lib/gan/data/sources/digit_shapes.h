// How the ten digits are written: strokes through a few points, in several styles.
#pragma once

#include <vector>

namespace gan {

// On a grid from the top left (0, 0) to about (60, 100).
struct ShapePoint {
  int x, y;
};

struct Stroke {
  bool curved;  // a Catmull-Rom curve through the points, else straight pieces
  std::vector<ShapePoint> points;
};

using Shape = std::vector<Stroke>;

// The styles of `digit`, 0 to 9.
const std::vector<Shape>& digit_shapes(int digit);

}  // namespace gan
