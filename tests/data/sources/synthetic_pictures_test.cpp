#include "gan/data/sources/synthetic_pictures.h"

#include <algorithm>
#include <array>
#include <set>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/sha256.h"

namespace gan::test {
namespace {

using Kind = SyntheticPictures::Kind;

std::string hash_of_first(const SyntheticPictures& pictures, std::int64_t count) {
  std::vector<std::uint8_t> bytes;
  for (std::int64_t i = 0; i < count; ++i) {
    const Image picture = pictures.draw(i);
    bytes.insert(bytes.end(), picture.pixels.begin(), picture.pixels.end());
  }
  return sha256_of(bytes.data(), bytes.size());
}

int brightness(const Image& picture, std::int64_t x, std::int64_t y) {
  return (299 * picture.at(x, y, 0) + 587 * picture.at(x, y, 1) + 114 * picture.at(x, y, 2)) / 1000;
}

TEST(SyntheticPictures, ClassesAreSortedAndComeInTurn) {
  const SyntheticPictures digits{Kind::digits};
  EXPECT_EQ(digits.classes(),
            (std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  const SyntheticPictures shapes{Kind::shapes};
  EXPECT_EQ(shapes.classes(), (std::vector<std::string>{"circle", "crescent", "cross", "heart",
                                                        "ring", "square", "star", "triangle"}));
  EXPECT_EQ(digits.class_of(0), 0U);
  EXPECT_EQ(digits.class_of(29), 9U);
  EXPECT_EQ(shapes.class_of(999999), 7U);
}

TEST(SyntheticPictures, SameBytesOnEveryPlatform) {
  EXPECT_EQ(hash_of_first({Kind::digits, 32, 0}, 100),
            "e48c3c2a993fc70455c33769ce23d19a03d7b940d0735b08660b96fd7a7c4363");
  EXPECT_EQ(hash_of_first({Kind::shapes, 32, 0}, 100),
            "bd269c8c16a52f6d41bfc2f3ef250cf00a67687c1657d6b8558439be1ab697b2");
  EXPECT_EQ(hash_of_first({Kind::digits, 200, 5}, 20),
            "e2785e71ab933413c223aee94f0667aa4c7b13272cadda94475cc0e53ef0766f");
  EXPECT_EQ(hash_of_first({Kind::shapes, 200, 5}, 20),
            "0701355c702f7f777b43d065c0cc8e9dd3c833ae747308c5a0732d46e2e23841");
}

TEST(SyntheticPictures, OtherSeedsAndNumbersDrawOthers) {
  for (const Kind kind : {Kind::digits, Kind::shapes}) {
    std::set<std::vector<std::uint8_t>> seen;
    for (std::uint64_t seed = 0; seed < 10; ++seed)
      for (std::int64_t i = 0; i < 100; ++i)
        seen.insert(SyntheticPictures{kind, 16, seed}.draw(i).pixels);
    EXPECT_EQ(seen.size(), 1000U);
  }
}

// The corners are always background.
TEST(SyntheticPictures, EveryFigureStandsOutFromItsBackground) {
  for (const Kind kind : {Kind::digits, Kind::shapes})
    for (const std::int64_t side : {16, 32, 64})
      for (std::int64_t i = 0; i < 500; ++i) {
        const Image picture = SyntheticPictures{kind, side, 1}.draw(i);
        int darkest = 255, brightest = 0;
        for (const std::int64_t y : {std::int64_t{0}, side - 1})
          for (const std::int64_t x : {std::int64_t{0}, side - 1}) {
            darkest = std::min(darkest, brightness(picture, x, y));
            brightest = std::max(brightest, brightness(picture, x, y));
          }
        std::int64_t figure = 0;
        for (std::int64_t y = 0; y < side; ++y)
          for (std::int64_t x = 0; x < side; ++x) {
            const int here = brightness(picture, x, y);
            figure += here > brightest + 40 || here < darkest - 40;
          }
        ASSERT_LE(brightest - darkest, 85) << i;
        ASSERT_GE(figure, side * side / 50) << i;
        ASSERT_LE(figure, side * side * 2 / 3) << i;
      }
}

TEST(SyntheticPictures, AreColoured) {
  std::array<int, 3> strongest{};
  for (std::int64_t i = 0; i < 200; ++i) {
    const Image picture = SyntheticPictures{}.draw(i);
    ASSERT_EQ(picture.channels, 3);
    std::array<int, 3> sums{};
    for (std::size_t p = 0; p < picture.pixels.size(); ++p) sums.at(p % 3) += picture.pixels[p];
    ++strongest.at(
        static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin()));
  }
  for (const int count : strongest) EXPECT_GE(count, 30);
}

TEST(SyntheticPictures, EverySize) {
  for (const Kind kind : {Kind::digits, Kind::shapes})
    for (std::int64_t side = 16; side <= 256; ++side) {
      const Image picture = SyntheticPictures{kind, side, 1}.draw(side);
      ASSERT_EQ(picture.width, side);
      ASSERT_EQ(picture.height, side);
      ASSERT_EQ(picture.pixels.size(), static_cast<std::size_t>(side * side * 3));
    }
}

TEST(SyntheticPictures, OtherSizesAreRefused) {
  for (const std::int64_t side : {-1, 0, 15, 257})
    EXPECT_TRUE(has(error_of([&] {
                      SyntheticPictures{Kind::shapes, side, 1}.draw(0);
                    }),
                    {"16 to 256", std::to_string(side)}));
}

}  // namespace
}  // namespace gan::test
