#include "gan/data/sources/synthetic.h"

#include <array>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/sha256.h"

namespace gan::test {
namespace {

constexpr std::size_t kPixels = 784;

const SyntheticDigits& digits() {
  static const SyntheticDigits drawn = draw_synthetic_digits(5000, kSyntheticSeed);
  return drawn;
}

TEST(Synthetic, SizesAreThoseAskedFor) {
  EXPECT_EQ(digits().images.sizes, (std::vector<std::int64_t>{5000, 28, 28}));
  EXPECT_EQ(digits().images.bytes.size(), 5000 * kPixels);
  EXPECT_EQ(digits().labels.sizes, (std::vector<std::int64_t>{5000}));
  EXPECT_EQ(digits().labels.bytes.size(), 5000u);
  EXPECT_GE(kSyntheticCount, 60000);
}

TEST(Synthetic, SameBytesOnEveryPlatform) {
  const std::vector<std::uint8_t>& bytes = digits().images.bytes;
  EXPECT_EQ(sha256_of(bytes.data(), bytes.size()),
            "9e2cef696ace093672081364b44a8b7ce1d19b9af6bca0978a0036994a575554");
}

TEST(Synthetic, AnImageDependsOnSeedAndIndexAlone) {
  const SyntheticDigits few = draw_synthetic_digits(10, kSyntheticSeed);
  EXPECT_TRUE(
      std::equal(few.images.bytes.begin(), few.images.bytes.end(), digits().images.bytes.begin()));
  EXPECT_NE(draw_synthetic_digits(10, kSyntheticSeed + 1).images.bytes, few.images.bytes);
}

TEST(Synthetic, TenClassesAboutEquallyOften) {
  std::array<int, 10> seen{};
  for (const std::uint8_t label : digits().labels.bytes) ++seen.at(label);
  for (const int count : seen) EXPECT_NEAR(count, 500, 106);  // five standard deviations
}

TEST(Synthetic, NoTwoImagesAreTheSame) {
  std::set<std::string> seen;
  const auto* bytes = reinterpret_cast<const char*>(digits().images.bytes.data());
  for (std::size_t i = 0; i < 5000; ++i) seen.emplace(bytes + i * kPixels, kPixels);
  EXPECT_EQ(seen.size(), 5000u);
}

TEST(Synthetic, LooksAsMnistDoes) {
  double ink = 0;
  for (std::size_t i = 0; i < 5000; ++i) {
    const std::uint8_t* image = digits().images.bytes.data() + i * kPixels;
    double sum = 0, x_sum = 0, y_sum = 0;
    int brightest = 0, top = 28, bottom = 0;
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 28; ++x) {
        const int value = image[y * 28 + x];
        sum += value;
        x_sum += value * (x + 0.5);
        y_sum += value * (y + 0.5);
        brightest = std::max(brightest, value);
        if (value > 127) top = std::min(top, y), bottom = std::max(bottom, y);
      }
    ink += sum / kPixels;
    ASSERT_GT(brightest, 200) << i;
    ASSERT_NEAR(x_sum / sum, 14, 2.5) << i;
    ASSERT_NEAR(y_sum / sum, 14, 2.5) << i;
    ASSERT_GE(bottom - top + 1, 10) << i;
    ASSERT_LE(bottom - top + 1, 22) << i;
  }
  EXPECT_NEAR(ink / 5000, 33.3, 5);  // MNIST's mean pixel
}

// The classes can be told apart: the nearest of 4000 images has the right label.
TEST(Synthetic, NearestNeighbourKnowsTheClass) {
  const std::uint8_t* images = digits().images.bytes.data();
  int right = 0;
  for (std::size_t i = 4900; i < 5000; ++i) {
    std::int64_t least = INT64_MAX;
    std::size_t nearest = 0;
    for (std::size_t j = 0; j < 4000; ++j) {
      std::int64_t distance = 0;
      for (std::size_t p = 0; p < kPixels; ++p) {
        const int difference = images[i * kPixels + p] - images[j * kPixels + p];
        distance += difference * difference;
      }
      if (distance < least) least = distance, nearest = j;
    }
    right += digits().labels.bytes[i] == digits().labels.bytes[nearest];
  }
  EXPECT_GE(right, 95);
}

TEST(Synthetic, RefusesImpossibleCounts) {
  for (const std::int64_t count : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 32})
    EXPECT_TRUE(has(error_of([&] { draw_synthetic_digits(count, 1); }), {std::to_string(count)}));
}

}  // namespace
}  // namespace gan::test
