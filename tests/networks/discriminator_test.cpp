#include "gan/networks/discriminator.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "gan/networks/layers/dense.h"

namespace gan::test {
namespace {

TEST(Discriminator, GivesOneLogitAnImageOfAnySize) {
  struct Case {
    std::vector<std::int64_t> hidden;
    ImageShape image;
  };
  for (const auto& [hidden, image] :
       {Case{{1024, 512, 256}, {28, 28}}, Case{{9}, {32, 20}}, Case{{5, 4, 3, 2}, {1, 1}}}) {
    DiscriminatorOptions options;
    options.hidden = hidden;
    Discriminator discriminator(options, image);
    const at::Tensor logits = discriminator->forward(torch::rand({6, image.pixels()}));
    EXPECT_EQ(logits.sizes(), (std::vector<std::int64_t>{6, 1}));
    EXPECT_EQ(logits.scalar_type(), torch::kFloat32);
    EXPECT_EQ(discriminator->all<Dense>().size(), hidden.size() + 1);
    EXPECT_EQ(discriminator->image().width, image.width);
  }
}

TEST(Discriminator, ComputesWhatTheTutorialSays) {
  torch::manual_seed(1);
  Discriminator discriminator;
  discriminator->eval();
  const at::Tensor images = torch::rand({4, 784}) * 2 - 1;
  at::Tensor x = images;
  for (std::size_t i = 0; i < 4; ++i) {
    x = torch::matmul(x, discriminator->all<Dense>()[i]->weight.t()) +
        discriminator->all<Dense>()[i]->bias;
    if (i < 3) x = x.clamp_min(0);
  }
  EXPECT_LT((discriminator->forward(images) - x).abs().max().item<double>(), 1e-5);
}

// Logits, not probabilities: scaled-up last weights scale them past 1.
TEST(Discriminator, DoesNotBoundItsLogits) {
  torch::manual_seed(2);
  Discriminator discriminator;
  discriminator->eval();
  {
    const torch::NoGradGuard no_grad;
    discriminator->all<Dense>().back()->weight.mul_(1e4);
  }
  EXPECT_GT(discriminator->forward(torch::randn({50, 784})).abs().max().item<double>(), 2);
}

TEST(Discriminator, DropsOutInTrainingOnly) {
  torch::manual_seed(3);
  Discriminator discriminator;
  const at::Tensor images = torch::rand({20, 784});
  EXPECT_FALSE(torch::equal(discriminator->forward(images), discriminator->forward(images)));
  discriminator->eval();
  EXPECT_TRUE(torch::equal(discriminator->forward(images), discriminator->forward(images)));
}

// With weights and inputs of one, and no bias, a hidden unit's activation is 1 or dropped.
TEST(Discriminator, DropsTheShareItIsToldAndScalesTheRest) {
  torch::manual_seed(4);
  for (const double share : {0.0, 0.25, 0.5, 0.9}) {
    DiscriminatorOptions options;
    options.hidden = {1000};
    options.dropout = share;
    Discriminator discriminator(options, ImageShape{1, 1});
    const torch::NoGradGuard no_grad;
    for (const auto& dense : discriminator->all<Dense>()) dense->weight.fill_(1);
    const at::Tensor kept = discriminator->forward(torch::ones({200, 1})) * (1 - share) / 1000;
    EXPECT_NEAR(kept.mean().item<double>(), 1 - share, 0.005) << share;
    if (share == 0) {
      EXPECT_EQ(kept.std().item<double>(), 0);
    }
    discriminator->eval();
    EXPECT_NEAR(discriminator->forward(torch::ones({1, 1})).item<double>(), 1000, 1e-2);
  }
}

TEST(Discriminator, EveryParameterLearns) {
  torch::manual_seed(5);
  Discriminator discriminator;
  discriminator->forward(torch::rand({8, 784})).sum().backward();
  EXPECT_EQ(discriminator->parameters().size(), 8u);
  EXPECT_EQ(discriminator->buffers().size(), 0u);
  for (const auto& parameter : discriminator->named_parameters())
    EXPECT_GT(parameter.value().grad().abs().sum().item<double>(), 0) << parameter.key();
}

}  // namespace
}  // namespace gan::test
