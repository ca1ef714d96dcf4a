#include "gan/networks/layers/binomial_filter.h"

#include <gtest/gtest.h>
#include <torch/types.h>

namespace gan::test {
namespace {

TEST(BinomialFilter, SpreadsAPointAndLosesWhatLeavesTheImage) {
  at::Tensor point = torch::zeros({2, 3, 4});
  point[0][1][1] = 16;
  point[1][0][3] = 16;
  const at::Tensor spread = binomial_filter(point.flatten(1), {3, 4}).view({2, 3, 4});
  const at::Tensor inside = torch::tensor({{1.F, 2.F, 1.F, 0.F},  //
                                           {2.F, 4.F, 2.F, 0.F},
                                           {1.F, 2.F, 1.F, 0.F}});
  const at::Tensor corner = torch::tensor({{0.F, 0.F, 2.F, 4.F},  //
                                           {0.F, 0.F, 1.F, 2.F},
                                           {0.F, 0.F, 0.F, 0.F}});
  EXPECT_TRUE(torch::equal(spread[0], inside)) << spread[0];
  EXPECT_TRUE(torch::equal(spread[1], corner)) << spread[1];
}

TEST(BinomialFilter, IsItsOwnAdjoint) {
  const ImageShape shape{5, 7};
  at::Tensor images = torch::rand({3, 35}, torch::requires_grad());
  const at::Tensor gradient = torch::randn({3, 35});
  binomial_filter(images, shape).backward(gradient);
  EXPECT_LE((images.grad() - binomial_filter(gradient, shape)).abs().max().item<double>(), 1e-6);
}

TEST(BinomialFilter, TakesAnImageOfOnePixel) {
  EXPECT_EQ(binomial_filter(torch::ones({1, 1}), {1, 1}).item<float>(), 0.25F);
}

}  // namespace
}  // namespace gan::test
