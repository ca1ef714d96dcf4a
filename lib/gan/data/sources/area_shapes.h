// The outlines of simple areas: circle, star, heart and others.
#pragma once

#include <string>
#include <vector>

#include "gan/data/sources/digit_shapes.h"

namespace gan {

constexpr int kAreaRadius = 1000;

// Strokes that enclose an area, an inner one a hole; within kAreaRadius of (0, 0).
struct AreaShape {
  std::string name;
  std::vector<Stroke> outline;
};

// Sorted by name.
const std::vector<AreaShape>& area_shapes();

}  // namespace gan
