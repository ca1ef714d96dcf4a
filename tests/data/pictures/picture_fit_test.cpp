#include "gan/data/pictures/picture_fit.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

namespace gan::test {
namespace {

// [1, 1, height, width], each row's values from 0 upwards times `step`.
at::Tensor ramp(std::int64_t height, std::int64_t width, std::int64_t step) {
  return at::arange(width).mul(step).to(at::kByte).expand({1, 1, height, width}).contiguous();
}

TEST(FitImages, KeepsImagesOfThatSize) {
  const at::Tensor image = ramp(5, 7, 3);
  for (const Fit fit : {Fit::crop, Fit::pad, Fit::stretch})
    EXPECT_TRUE(at::equal(fit_images(image, {5, 7}, fit, 9), image));
}

TEST(FitImages, CropsTheMiddle) {
  EXPECT_TRUE(
      at::equal(fit_images(ramp(4, 10, 1), {4, 4}, Fit::crop, 0), ramp(4, 10, 1).slice(3, 3, 7)));
  const at::Tensor tall = ramp(10, 4, 1).transpose(2, 3).contiguous().transpose(2, 3);
  EXPECT_TRUE(at::equal(fit_images(tall, {4, 4}, Fit::crop, 0), tall.slice(2, 3, 7)));
}

TEST(FitImages, PadsWithTheBackground) {
  const at::Tensor padded = fit_images(at::full({2, 3, 2, 8}, 200, at::kByte), {8, 8}, Fit::pad, 7);
  EXPECT_EQ(padded.sizes(), (std::vector<std::int64_t>{2, 3, 8, 8}));
  EXPECT_TRUE(padded.slice(2, 0, 3).eq(7).all().item<bool>());
  EXPECT_TRUE(padded.slice(2, 3, 5).eq(200).all().item<bool>());
  EXPECT_TRUE(padded.slice(2, 5, 8).eq(7).all().item<bool>());
  // As large as it fits, and a side never vanishes.
  EXPECT_TRUE(fit_images(at::full({1, 1, 1, 300}, 90, at::kByte), {4, 4}, Fit::pad, 0)
                  .sum(3)
                  .eq(360)
                  .any()
                  .item<bool>());
}

TEST(FitImages, StretchesAndReducesWithoutAliasing) {
  const at::Tensor stripes =
      at::arange(64).remainder(2).mul(255).to(at::kByte).expand({1, 1, 64, 64}).contiguous();
  const at::Tensor small = fit_images(stripes, {16, 8}, Fit::stretch, 0);
  EXPECT_EQ(small.sizes(), (std::vector<std::int64_t>{1, 1, 16, 8}));
  // Without a low-pass filter, stripes of one pixel would stay black or white.
  const at::Tensor inner = small.slice(3, 1, 7).to(at::kFloat);
  EXPECT_LT(inner.sub(127.5).abs().max().item<float>(), 3);
}

TEST(FitImages, EnlargesAndKeepsPlainImagesPlain) {
  const at::Tensor large = fit_images(at::full({1, 3, 3, 2}, 77, at::kByte), {9, 9}, Fit::crop, 0);
  EXPECT_TRUE(large.eq(77).all().item<bool>());
  EXPECT_TRUE(large.is_contiguous());
}

TEST(FitImages, OddShapesKeepAtLeastAPixel) {
  for (const Fit fit : {Fit::crop, Fit::pad, Fit::stretch})
    for (const ImageShape& from : {ImageShape{1, 1}, ImageShape{1, 4000}, ImageShape{4000, 1}})
      EXPECT_EQ(fit_images(at::full({1, 1, from.height, from.width}, 5, at::kByte), {3, 17}, fit, 0)
                    .sizes(),
                (std::vector<std::int64_t>{1, 1, 3, 17}));
}

}  // namespace
}  // namespace gan::test
