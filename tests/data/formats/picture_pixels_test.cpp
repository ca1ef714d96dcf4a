#include "gan/data/formats/picture_pixels.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using Pixels = std::vector<std::uint8_t>;

Image row(std::int64_t channels, Pixels pixels) {
  Image image(static_cast<std::int64_t>(pixels.size()) / channels, 1, 0, channels);
  image.pixels = std::move(pixels);
  return image;
}

TEST(PicturePixels, TransparencyIsLaidOnTheBackground) {
  EXPECT_EQ(on_background(row(2, {200, 255, 200, 128, 200, 0}), 10).pixels, (Pixels{200, 105, 10}));
  const Image colours = on_background(row(4, {255, 0, 100, 255, 255, 0, 100, 51}), 255);
  EXPECT_EQ(colours.channels, 3);
  EXPECT_EQ(colours.pixels, (Pixels{255, 0, 100, 255, 204, 224}));
}

TEST(PicturePixels, OpaquePicturesStayAsTheyAre) {
  EXPECT_EQ(on_background(row(1, {1, 2, 3}), 99).pixels, (Pixels{1, 2, 3}));
  EXPECT_EQ(on_background(row(3, {1, 2, 3}), 99).pixels, (Pixels{1, 2, 3}));
}

// As Pillow's convert("L") has them.
TEST(PicturePixels, GreyIsTheLuminance) {
  const Image grey =
      with_channels(row(3, {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 7, 130, 201}), 1);
  EXPECT_EQ(grey.channels, 1);
  EXPECT_EQ(grey.pixels, (Pixels{76, 150, 29, 255, 101}));
}

TEST(PicturePixels, ColoursOfGreyAreAlike) {
  const Image colours = with_channels(row(1, {7, 9}), 3);
  EXPECT_EQ(colours.channels, 3);
  EXPECT_EQ(colours.pixels, (Pixels{7, 7, 7, 9, 9, 9}));
  EXPECT_EQ(with_channels(row(1, {7, 9}), 1).pixels, (Pixels{7, 9}));
  EXPECT_EQ(with_channels(row(3, {7, 8, 9}), 3).pixels, (Pixels{7, 8, 9}));
}

TEST(PicturePixels, TurnsInEachWay) {
  Image stored(3, 2);
  stored.pixels = {1, 2, 3,  //
                   4, 5, 6};
  const Pixels expected[] = {{1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1},
                             {4, 5, 6, 1, 2, 3}, {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3},
                             {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image upright = turned(stored, orientation);
    EXPECT_EQ(upright.pixels, expected[orientation - 1]) << orientation;
    EXPECT_EQ(upright.height, orientation < 5 ? 2 : 3);
    EXPECT_EQ(upright.width, orientation < 5 ? 3 : 2);
    EXPECT_EQ(exchanges_sides(orientation), orientation >= 5);
  }
}

TEST(PicturePixels, TurnsColoursAsAWhole) {
  EXPECT_EQ(turned(row(3, {1, 2, 3, 4, 5, 6}), 3).pixels, (Pixels{4, 5, 6, 1, 2, 3}));
}

}  // namespace
}  // namespace gan::test
