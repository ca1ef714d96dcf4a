#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"

namespace gan {
namespace {

std::string picture_of(std::int64_t number) {
  Image image(number_width(number, 1), digit_height);
  draw_number(image, number, 0, 0, 1, 255);
  std::string text;
  for (std::int64_t y = 0; y < image.height; ++y) {
    for (std::int64_t x = 0; x < image.width; ++x) text += image.at(x, y) == 255 ? '#' : '.';
    text += '\n';
  }
  return text;
}

TEST(DigitFont, DrawsDigitsSideBySide) {
  EXPECT_EQ(picture_of(1407),
            ".#..#.#.###.###\n"
            "##..#.#.#.#...#\n"
            ".#..###.#.#...#\n"
            ".#....#.#.#...#\n"
            "###...#.###...#\n");
}

TEST(DigitFont, EveryDigitLooksDifferent) {
  std::set<std::string> pictures;
  for (std::int64_t digit = 0; digit < 10; ++digit) pictures.insert(picture_of(digit));
  EXPECT_EQ(pictures.size(), 10U);
}

TEST(DigitFont, WidthFollowsDigitsAndScale) {
  EXPECT_EQ(number_width(7, 1), 3);
  EXPECT_EQ(number_width(1000, 1), 15);
  EXPECT_EQ(number_width(1000, 2), 30);
}

TEST(DigitFont, ScaleMakesSquares) {
  Image image(number_width(1, 2), 2 * digit_height);
  draw_number(image, 1, 0, 0, 2, 255);
  // Eight pixels of the font are set in a 1, four pixels each.
  EXPECT_EQ(std::count(image.pixels.begin(), image.pixels.end(), 255), 8 * 4);
  EXPECT_EQ(image.at(2, 0), 255);
  EXPECT_EQ(image.at(3, 1), 255);
  EXPECT_EQ(image.at(0, 0), 0);
}

TEST(DigitFont, IsGreyInColourPicturesToo) {
  Image grey(number_width(1407, 2), 2 * digit_height);
  Image colour(grey.width, grey.height, 0, 3);
  draw_number(grey, 1407, 0, 0, 2, 200);
  draw_number(colour, 1407, 0, 0, 2, 200);
  for (std::int64_t y = 0; y < grey.height; ++y)
    for (std::int64_t x = 0; x < grey.width; ++x)
      for (std::size_t channel = 0; channel < 3; ++channel)
        ASSERT_EQ(colour.at(x, y, channel), grey.at(x, y)) << x << ' ' << y << ' ' << channel;
}

TEST(DigitFont, LeavesOutWhatLiesOutside) {
  Image image(4, 4);
  draw_number(image, 8, -1, -1, 1, 255);
  draw_number(image, 8, 3, 3, 1, 255);
  draw_number(image, 8, 100, 100, 1, 255);
  EXPECT_EQ(image.at(1, 0), 255);  // the right side of the first 8's second row
  EXPECT_EQ(image.at(3, 3), 255);  // the corner of the second
}

TEST(DigitFont, RefusesNegativeNumbers) {
  Image image(9, 9);
  EXPECT_THROW(draw_number(image, -1, 0, 0, 1, 255), Error);
}

}  // namespace
}  // namespace gan
