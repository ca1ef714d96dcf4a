#include "gan/data/sources/area_shapes.h"

#include <algorithm>
#include <map>
#include <utility>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(AreaShapes, AreSortedByName) {
  const std::vector<AreaShape>& shapes = area_shapes();
  EXPECT_GE(shapes.size(), 8U);
  EXPECT_TRUE(
      std::is_sorted(shapes.begin(), shapes.end(),
                     [](const AreaShape& a, const AreaShape& b) { return a.name < b.name; }));
}

TEST(AreaShapes, StayWithinTheRadiusAndAlmostReachIt) {
  for (const AreaShape& shape : area_shapes()) {
    int most = 0;
    for (const Stroke& stroke : shape.outline)
      for (const ShapePoint& p : stroke.points) most = std::max(most, p.x * p.x + p.y * p.y);
    EXPECT_LE(most, 1002 * 1002) << shape.name;
    EXPECT_GE(most, 940 * 940) << shape.name;
  }
}

TEST(AreaShapes, AreClosed) {
  for (const AreaShape& shape : area_shapes()) {
    std::map<std::pair<int, int>, int> ends;
    for (const Stroke& stroke : shape.outline)
      for (const ShapePoint& p : {stroke.points.front(), stroke.points.back()}) ++ends[{p.x, p.y}];
    for (const auto& [point, count] : ends) EXPECT_EQ(count % 2, 0) << shape.name;
  }
}

}  // namespace
}  // namespace gan::test
