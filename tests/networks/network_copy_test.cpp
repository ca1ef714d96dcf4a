#include "gan/networks/network_copy.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "training/tiny_gan.h"

namespace gan::test {
namespace {

TEST(NetworkCopy, HasTheSameNumbersInTensorsOfItsOwn) {
  auto [generator, discriminator] = tiny_gan();
  const Generator other = copy_of(generator);
  const Discriminator classifier = copy_of(discriminator, 0.5);
  EXPECT_TRUE(torch::equal(everything(other), everything(generator)));
  EXPECT_TRUE(torch::equal(everything(classifier), everything(discriminator)));
  EXPECT_EQ(classifier->options().dropout, 0.5);
  EXPECT_EQ(discriminator->options().dropout, 0.25);
  const torch::NoGradGuard no_grad;
  other->parameters()[0].zero_();
  EXPECT_FALSE(torch::equal(everything(other), everything(generator)));
  EXPECT_TRUE(other->parameters()[0].requires_grad());
}

TEST(NetworkCopy, DrawsNothing) {
  auto [generator, discriminator] = tiny_gan();
  torch::manual_seed(4);
  const at::Tensor next = torch::rand({3});
  torch::manual_seed(4);
  copy_of(generator);
  copy_of(discriminator, 0);
  EXPECT_TRUE(torch::equal(torch::rand({3}), next));
}

}  // namespace
}  // namespace gan::test
