#include "gan/report/pictures/canvas.h"

#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "gan/base/error.h"

namespace gan {
namespace {

using Pixels = std::vector<std::uint8_t>;

Image two_by_two() {
  Image image(2, 2);
  image.pixels = {1, 2, 3, 4};
  return image;
}

// Two pixels side by side.
Image two_in_colour() {
  Image image(2, 1, 0, 3);
  image.pixels = {1, 2, 3, 4, 5, 6};
  return image;
}

TEST(Canvas, BlankIsOneGrey) {
  const Image image = blank_canvas(3, 2, 7);
  EXPECT_EQ(image.width, 3);
  EXPECT_EQ(image.height, 2);
  EXPECT_EQ(image.channels, 1);
  EXPECT_EQ(image.pixels, Pixels(6, 7));
  EXPECT_EQ(blank_canvas(3, 2, 7, 3).channels, 3);
  EXPECT_EQ(blank_canvas(3, 2, 7, 3).pixels, Pixels(18, 7));
}

TEST(Canvas, BlankRefusesImpossibleSizes) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(blank_canvas(0, 3), Error);
  EXPECT_THROW(blank_canvas(3, -1), Error);
  EXPECT_THROW(blank_canvas(most, most), Error);
  EXPECT_THROW(blank_canvas(max_pixels / 2 + 1, 2), Error);
}

TEST(Canvas, EnlargeRepeatsEachPixel) {
  const Image image = enlarge(two_by_two(), 3);
  EXPECT_EQ(image.width, 6);
  EXPECT_EQ(image.height, 6);
  for (std::int64_t y = 0; y < 6; ++y)
    for (std::int64_t x = 0; x < 6; ++x) EXPECT_EQ(image.at(x, y), 1 + x / 3 + y / 3 * 2);
  EXPECT_EQ(enlarge(two_by_two(), 1).pixels, two_by_two().pixels);
}

TEST(Canvas, EnlargeKeepsColoursTogether) {
  const Image image = enlarge(two_in_colour(), 2);
  EXPECT_EQ(image.width, 4);
  EXPECT_EQ(image.height, 2);
  EXPECT_EQ(image.channels, 3);
  EXPECT_EQ(image.pixels, (Pixels{1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6,  //
                                  1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6}));
}

TEST(Canvas, EnlargeRefusesImpossibleFactors) {
  EXPECT_THROW(enlarge(two_by_two(), 0), Error);
  EXPECT_THROW(enlarge(two_by_two(), -2), Error);
  EXPECT_THROW(enlarge(two_by_two(), max_pixels), Error);
  EXPECT_THROW(enlarge(two_by_two(), std::numeric_limits<std::int64_t>::max()), Error);
}

TEST(Canvas, PasteTouchesItsPlaceOnly) {
  Image target = blank_canvas(4, 3, 9);
  paste(target, two_by_two(), 2, 1);
  EXPECT_EQ(target.pixels, (Pixels{9, 9, 9, 9,  //
                                   9, 9, 1, 2,  //
                                   9, 9, 3, 4}));
}

TEST(Canvas, PasteTakesColourIntoColour) {
  Image target = blank_canvas(3, 2, 9, 3);
  paste(target, two_in_colour(), 1, 1);
  EXPECT_EQ(target.pixels, (Pixels{9, 9, 9, 9, 9, 9, 9, 9, 9,  //
                                   9, 9, 9, 1, 2, 3, 4, 5, 6}));
  EXPECT_THROW(paste(target, two_by_two(), 0, 0), Error);
}

TEST(Canvas, PasteRefusesWhatDoesNotFit) {
  Image target = blank_canvas(4, 3, 9);
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(paste(target, two_by_two(), 3, 0), Error);
  EXPECT_THROW(paste(target, two_by_two(), 0, 2), Error);
  EXPECT_THROW(paste(target, two_by_two(), -1, 0), Error);
  EXPECT_THROW(paste(target, two_by_two(), most, most), Error);
  EXPECT_EQ(target.pixels, Pixels(12, 9));
}

}  // namespace
}  // namespace gan
