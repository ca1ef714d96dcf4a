#include "gan/data/sources/digit_shapes.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(DigitShapes, EachDigitHasSeveralStylesOnTheGrid) {
  for (int digit = 0; digit < 10; ++digit) {
    const std::vector<Shape>& styles = digit_shapes(digit);
    EXPECT_GE(styles.size(), 3u) << digit;
    for (const Shape& shape : styles) {
      ASSERT_FALSE(shape.empty()) << digit;
      int top = 100, bottom = 0;
      for (const Stroke& stroke : shape) {
        ASSERT_GE(stroke.points.size(), 2u) << digit;
        for (const ShapePoint& p : stroke.points) {
          EXPECT_GE(p.x, 0) << digit;
          EXPECT_LE(p.x, 62) << digit;
          top = std::min(top, p.y);
          bottom = std::max(bottom, p.y);
        }
      }
      EXPECT_GE(top, 0) << digit;
      EXPECT_LE(top, 4) << digit;
      EXPECT_GE(bottom, 96) << digit;
      EXPECT_LE(bottom, 100) << digit;
    }
  }
}

}  // namespace
}  // namespace gan::test
