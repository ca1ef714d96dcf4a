#include "gan/networks/latents.h"

#include <gtest/gtest.h>
#include <torch/nn/functional/normalization.h>
#include <torch/types.h>

namespace gan::test {
namespace {

TEST(Latents, AreTheSameForTheSameSeed) {
  const at::Tensor latents = seeded_latents(5, 100, 7);
  EXPECT_EQ(latents.sizes(), (std::vector<std::int64_t>{5, 100}));
  EXPECT_EQ(latents.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(torch::equal(latents, seeded_latents(5, 100, 7)));
  EXPECT_FALSE(torch::equal(latents, seeded_latents(5, 100, 8)));
}

TEST(Latents, LeaveTheDefaultGeneratorAlone) {
  torch::manual_seed(1);
  const at::Tensor expected = torch::rand({10});
  torch::manual_seed(1);
  seeded_latents(5, 100, 7);
  EXPECT_TRUE(torch::equal(torch::rand({10}), expected));

  torch::manual_seed(2);
  const at::Tensor other = seeded_latents(5, 100, 7);
  torch::manual_seed(3);
  EXPECT_TRUE(torch::equal(seeded_latents(5, 100, 7), other));
}

TEST(Latents, AreStandardNormal) {
  const at::Tensor latents = seeded_latents(1000, 100, 0).to(torch::kFloat64);
  EXPECT_NEAR(latents.mean().item<double>(), 0, 0.02);
  EXPECT_NEAR(latents.std().item<double>(), 1, 0.02);
  EXPECT_NEAR((latents.abs() < 1).to(torch::kFloat64).mean().item<double>(), 0.6827, 0.01);
}

TEST(Labels, ComeInTurn) {
  EXPECT_TRUE(torch::equal(labels_in_turn(5, 3), torch::tensor({0, 1, 2, 0, 1}, torch::kInt64)));
  EXPECT_FALSE(labels_in_turn(5, 0).defined());
}

TEST(Labels, AreDrawnAsOftenAsTheyAreThere) {
  const at::Tensor among = torch::tensor({4, 4, 4, 9}, torch::kInt64);
  torch::manual_seed(1);
  const at::Tensor next = torch::rand({3});
  torch::manual_seed(1);
  const at::Tensor labels = seeded_labels(10000, among, 7);
  EXPECT_TRUE(torch::equal(torch::rand({3}), next)) << "the default generator is used";
  EXPECT_EQ(labels.sizes(), (std::vector<std::int64_t>{10000}));
  const auto nines = labels.eq(9).sum().item<std::int64_t>();
  EXPECT_NEAR(static_cast<double>(nines), 2500, 220);  // five standard deviations
  EXPECT_EQ(labels.eq(4).sum().item<std::int64_t>(), 10000 - nines);
  EXPECT_TRUE(torch::equal(labels, seeded_labels(10000, among, 7)));
  EXPECT_FALSE(torch::equal(labels, seeded_labels(10000, among, 8)));
}

class Interpolation : public testing::Test {
 protected:
  at::Tensor from = torch::nn::functional::normalize(seeded_latents(3, 100, 1)) * 10;
  at::Tensor to = torch::nn::functional::normalize(seeded_latents(3, 100, 2)) * 10;
};

TEST_F(Interpolation, EndsExactlyAtItsEnds) {
  const at::Tensor path = interpolate_latents(from, to, 9).view({3, 9, 100});
  EXPECT_EQ(path.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(torch::equal(path.select(1, 0), from));
  EXPECT_TRUE(torch::equal(path.select(1, 8), to));
  EXPECT_TRUE(torch::equal(interpolate_latents(from, to, 2).view({3, 2, 100}).select(1, 1), to));
  EXPECT_TRUE(torch::equal(interpolate_latents(from, to, 1), from));
}

TEST_F(Interpolation, StaysOnTheSphere) {
  const at::Tensor norms = interpolate_latents(from, to, 9).norm(2, 1);
  EXPECT_LT((norms - 10).abs().max().item<double>(), 1e-4);
}

TEST_F(Interpolation, TakesEvenSteps) {
  const at::Tensor path = interpolate_latents(from, to, 9).view({3, 9, 100});
  const at::Tensor steps = (path.slice(1, 1) - path.slice(1, 0, 8)).norm(2, 2);
  EXPECT_LT((steps - steps.slice(1, 0, 1)).abs().max().item<double>(), 1e-4);
  EXPECT_GT(steps.min().item<double>(), 0.1);
}

TEST_F(Interpolation, BetweenTwoOfTheSameStandsStill) {
  const at::Tensor path = interpolate_latents(from, from, 5).view({3, 5, 100});
  EXPECT_LT((path - from.unsqueeze(1)).abs().max().item<double>(), 1e-2);
}

}  // namespace
}  // namespace gan::test
