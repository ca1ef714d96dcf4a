#include "gan/training/random_shift.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace gan::test {
namespace {

constexpr ImageShape kImage{2, 3};

at::Tensor shifted(const at::Tensor& images, const std::vector<std::int64_t>& shifts) {
  return shift_images(images, torch::tensor(shifts).view({-1, 2}), kImage);
}

TEST(ShiftImages, MovesEachImageByItsOwnShift) {
  const at::Tensor images = torch::tensor({1.F, 2.F, 3.F, 4.F, 5.F, 6.F}).repeat({6, 1});
  const at::Tensor moved =
      shifted(images, {0, 0, /*down*/ 1, 0, /*right*/ 0, 1, /*up*/ -1, -1, 0, -2, /*away*/ 2, 3});
  const at::Tensor expected = torch::tensor({1.F,  2.F,  3.F,  4.F,  5.F,  6.F,    //
                                             -1.F, -1.F, -1.F, 1.F,  2.F,  3.F,    //
                                             -1.F, 1.F,  2.F,  -1.F, 4.F,  5.F,    //
                                             5.F,  6.F,  -1.F, -1.F, -1.F, -1.F,   //
                                             3.F,  -1.F, -1.F, 6.F,  -1.F, -1.F,   //
                                             -1.F, -1.F, -1.F, -1.F, -1.F, -1.F})  //
                                  .view({6, 6});
  EXPECT_TRUE(torch::equal(moved, expected)) << moved;
}

TEST(ShiftImages, MovesAllChannelsAlike) {
  const at::Tensor images = torch::randn({2, 3, 2, 3});
  const at::Tensor shifts = torch::tensor({1, 0, 0, -1}).view({2, 2});
  const at::Tensor moved = shift_images(images.flatten(1), shifts, ImageShape{2, 3, 3});
  for (std::int64_t channel = 0; channel < 3; ++channel)
    EXPECT_TRUE(torch::equal(moved.view({2, 3, 6}).select(1, channel),
                             shift_images(images.select(1, channel).flatten(1), shifts, kImage)));
}

TEST(ShiftImages, TheGradientMovesBack) {
  at::Tensor image = torch::zeros({1, 6}).requires_grad_(true);
  const at::Tensor weights = torch::tensor({{1.F, 2.F, 3.F, 4.F, 5.F, 6.F}});
  (shifted(image, {1, -1}) * weights).sum().backward();
  EXPECT_TRUE(torch::equal(image.grad(), torch::tensor({{0.F, 4.F, 5.F, 0.F, 0.F, 0.F}})))
      << image.grad();
}

TEST(DrawShifts, AreEvenAndNoFartherThanToldAndFollowTheSeed) {
  torch::manual_seed(1);
  const at::Tensor shifts = draw_shifts(10000, 2, at::kCPU);
  EXPECT_EQ(shifts.sizes(), (std::vector<std::int64_t>{10000, 2}));
  const auto share = [](const at::Tensor& is) {
    return is.to(torch::kFloat64).mean().item<double>();
  };
  for (std::int64_t shift = -2; shift <= 2; ++shift)
    for (const std::int64_t way : {0, 1})
      EXPECT_NEAR(share(shifts.select(1, way) == shift), 0.2, 0.016);  // four standard errors
  EXPECT_EQ(share(shifts.abs() > 2), 0);
  EXPECT_NEAR(share(shifts.select(1, 0) == shifts.select(1, 1)), 0.2, 0.016) << "drawn apart";
  torch::manual_seed(1);
  EXPECT_TRUE(torch::equal(draw_shifts(10000, 2, at::kCPU), shifts));
  EXPECT_FALSE(torch::equal(draw_shifts(10000, 2, at::kCPU), shifts));
}

}  // namespace
}  // namespace gan::test
