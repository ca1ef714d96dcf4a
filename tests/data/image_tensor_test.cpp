#include "gan/data/image_tensor.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(ImageTensor, GreyAndColourHaveShapes) {
  for (const ImageShape shape : {ImageShape{4, 5, 1}, ImageShape{4, 5, 3}}) {
    const at::Tensor images = at::zeros(sizes_of(2, shape));
    EXPECT_EQ(images.dim(), shape.channels == 1 ? 3 : 4);
    EXPECT_EQ(images.size(0), 2);
    EXPECT_TRUE(are_images(images));
    EXPECT_EQ(shape_of(images), shape);
  }
}

TEST(ImageTensor, OthersAreNoImages) {
  EXPECT_FALSE(are_images(at::Tensor()));
  EXPECT_FALSE(are_images(at::zeros({4, 5})));
  EXPECT_FALSE(are_images(at::zeros({2, 1, 4, 5})));
  EXPECT_FALSE(are_images(at::zeros({2, 4, 5, 3})));
}

}  // namespace
}  // namespace gan::test
