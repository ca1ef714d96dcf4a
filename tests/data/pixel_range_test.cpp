#include "gan/data/pixel_range.h"

#include <limits>
#include <vector>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

at::Tensor pixels(std::vector<float> values) {
  const auto count = static_cast<std::int64_t>(values.size());
  return at::from_blob(values.data(), {1, 1, count}, at::kFloat).clone();
}

std::string refusal(std::vector<float> values, PixelRange range) {
  return error_of([&] { scale_pixels(pixels(std::move(values)), range, "FILE"); });
}

TEST(PixelRange, ScalesEachToTheSame) {
  const at::Tensor expected = pixels({-1, -0.5, 0, 1});
  for (const auto& [range, values] :
       {std::pair(PixelRange::minus_one_to_one, std::vector<float>{-1, -0.5, 0, 1}),
        {PixelRange::zero_to_one, {0, 0.25, 0.5, 1}},
        {PixelRange::zero_to_255, {0, 63.75, 127.5, 255}}}) {
    EXPECT_TRUE(scale_pixels(pixels(values), range, "FILE").images.equal(expected));
    const ScaledPixels guessed = scale_pixels(pixels(values), PixelRange::automatic, "FILE");
    EXPECT_TRUE(guessed.images.equal(expected));
    EXPECT_EQ(guessed.range, range);
  }
}

TEST(PixelRange, RefusesWhatLiesBeyondWithTheValue) {
  EXPECT_TRUE(has(refusal({0, 1.25}, PixelRange::zero_to_one),
                  {"FILE", "from 0 to 1", "found 1.25", "--pixel-range"}));
  EXPECT_TRUE(has(refusal({-0.5, 1}, PixelRange::zero_to_one), {"found -0.5"}));
  EXPECT_TRUE(has(refusal({-1.5, 1}, PixelRange::minus_one_to_one), {"from -1 to 1", "-1.5"}));
  EXPECT_TRUE(has(refusal({0, 300}, PixelRange::zero_to_255), {"from 0 to 255", "found 300"}));
  EXPECT_TRUE(has(refusal({-20, 200}, PixelRange::automatic), {"found -20"}));
  const float infinite = std::numeric_limits<float>::infinity();
  for (const float wrong : {infinite, std::numeric_limits<float>::quiet_NaN()})
    EXPECT_TRUE(has(refusal({0, wrong}, PixelRange::automatic), {"finite"}));
}

TEST(PixelRange, DoesNotGuessWhereNothingFits) {
  EXPECT_TRUE(has(refusal({0, 1.5}, PixelRange::automatic), {"from 0 to 1.5", "--pixel-range"}));
}

TEST(PixelRange, ForgivesRounding) {
  const at::Tensor images =
      scale_pixels(pixels({-0.0001F, 1.0001F}), PixelRange::automatic, "FILE").images;
  EXPECT_TRUE(images.equal(pixels({-1, 1})));
}

TEST(PixelRange, HasNames) {
  EXPECT_STREQ(name_of(PixelRange::automatic), "auto");
  EXPECT_STREQ(name_of(PixelRange::minus_one_to_one), "-1,1");
  EXPECT_STREQ(name_of(PixelRange::zero_to_one), "0,1");
  EXPECT_STREQ(name_of(PixelRange::zero_to_255), "0,255");
}

}  // namespace
}  // namespace gan::test
