#include "gan/report/pictures/image_grid.h"

#include <cstdint>
#include <limits>
#include <vector>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"

namespace gan {
namespace {

constexpr int g = canvas_gray;

std::vector<int> pixels_of(const Image& image) {
  return std::vector<int>(image.pixels.begin(), image.pixels.end());
}

// n images of one pixel each.
at::Tensor pixels(const std::vector<float>& values) {
  return at::tensor(values).reshape({static_cast<std::int64_t>(values.size()), 1, 1});
}

TEST(ImageGrid, MapsMinusOneToOneOntoBlackToWhite) {
  const float just_below = -1.0F + 2 * 0.49F / 255, just_above = -1.0F + 2 * 0.51F / 255;
  const Image image = image_grid(pixels({-1, just_below, just_above, 0, 1}), 5, 1);
  EXPECT_EQ(pixels_of(image), (std::vector<int>{0, g, 0, g, 1, g, 128, g, 255}));
}

TEST(ImageGrid, ClampsAndShowsNaNAsBlack) {
  const float inf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Image image = image_grid(pixels({-7, 7, 3e38F, inf, -inf, nan}), 6, 1);
  EXPECT_EQ(pixels_of(image), (std::vector<int>{0, g, 255, g, 255, g, 255, g, 0, g, 0}));
}

TEST(ImageGrid, LaysOutRowsWithAPartialLast) {
  // Three images of 1 by 2 (height 1, width 2) in two columns.
  const at::Tensor images = at::tensor({-1.0F, 1.0F, 1.0F, -1.0F, 1.0F, 1.0F}).reshape({3, 1, 2});
  const Image image = image_grid(images, 2, 1);
  EXPECT_EQ(image.width, 5);
  EXPECT_EQ(image.height, 3);
  EXPECT_EQ(pixels_of(image), (std::vector<int>{0, 255, g, 255, 0,  //
                                                g, g, g, g, g,      //
                                                255, 255, g, g, g}));
}

TEST(ImageGrid, ColoursOfAPixelLieSideBySide) {
  // Two images of 1 by 2: red and black, green and white.
  const at::Tensor images =
      at::tensor({1.0F, -1.0F, -1.0F, -1.0F, -1.0F, -1.0F, -1.0F, 1.0F, 1.0F, 1.0F, -1.0F, 1.0F})
          .reshape({2, 3, 1, 2});
  const Image image = image_grid(images, 1, 1);
  EXPECT_EQ(image.width, 2);
  EXPECT_EQ(image.height, 3);
  EXPECT_EQ(image.channels, 3);
  EXPECT_EQ(pixels_of(image), (std::vector<int>{255, 0, 0, 0, 0, 0,  //
                                                g, g, g, g, g, g,    //
                                                0, 255, 0, 255, 255, 255}));
  EXPECT_EQ(image_grid(images, 1, 2).pixels, enlarge(image, 2).pixels);
}

TEST(ImageGrid, GreyInThreeChannelsLooksGrey) {
  const at::Tensor images = at::linspace(-1, 1, 24).reshape({2, 3, 4});
  const Image grey = image_grid(images, 2, 1);
  const Image colour = image_grid(images.unsqueeze(1).expand({2, 3, 3, 4}), 2, 1);
  ASSERT_TRUE(colour.width == grey.width && colour.height == grey.height);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i)
    for (std::size_t channel = 0; channel < 3; ++channel)
      EXPECT_EQ(colour.pixels[3 * i + channel], grey.pixels[i]) << i;
}

TEST(ImageGrid, ScalesImagesAndLines) {
  const Image image = image_grid(pixels({1, -1}), 2, 2);
  EXPECT_EQ(pixels_of(image), (std::vector<int>{255, 255, g, g, 0, 0,  //
                                                255, 255, g, g, 0, 0}));
}

TEST(ImageGrid, FewerImagesThanColumnsMakeItNarrower) {
  EXPECT_EQ(image_grid(pixels({1, 1}), 100, 1).width, 3);
}

TEST(ImageGrid, PicksAScale) {
  const auto width = [](std::int64_t count, std::int64_t side) {
    return image_grid(at::zeros({count, side, side}), count).width;
  };
  EXPECT_EQ(width(5, 28), 4 * 144);
  EXPECT_EQ(width(10, 28), 2 * 289);
  EXPECT_EQ(width(1, 28), 8 * 28);
  EXPECT_EQ(width(10, 256), 2569);
}

TEST(ImageGrid, TakesAnyFloatingTypeAndLayout) {
  const at::Tensor images = at::linspace(-1, 1, 24).reshape({2, 3, 4});
  const Image expected = image_grid(images, 2, 1);
  EXPECT_EQ(image_grid(images.to(at::kDouble), 2, 1).pixels, expected.pixels);
  EXPECT_EQ(image_grid(images.transpose(0, 2).contiguous().transpose(0, 2), 2, 1).pixels,
            expected.pixels);
  EXPECT_EQ(image_grid(images.clone().requires_grad_(true), 2, 1).pixels, expected.pixels);
}

TEST(ImageGrid, RefusesWhatIsNoBatchOfImages) {
  EXPECT_THROW(image_grid(at::Tensor(), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({28, 28}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 1, 28, 28}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 28, 28, 3}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 3, 28, 28}, at::kByte), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({0, 3, 28, 28}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 28, 28}, at::kByte), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({0, 28, 28}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 0, 28}), 1), Error);
  EXPECT_THROW(image_grid(at::zeros({2, 4, 4}, at::TensorOptions(at::kMeta)), 1), Error);
}

TEST(ImageGrid, RefusesImpossibleColumnsAndScales) {
  const at::Tensor images = at::zeros({2, 4, 4});
  EXPECT_THROW(image_grid(images, 0), Error);
  EXPECT_THROW(image_grid(images, -1), Error);
  EXPECT_THROW(image_grid(images, 1, -1), Error);
  EXPECT_THROW(image_grid(images, 1, std::numeric_limits<std::int64_t>::max()), Error);
}

}  // namespace
}  // namespace gan
