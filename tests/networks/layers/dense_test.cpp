#include "gan/networks/layers/dense.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

namespace gan::test {
namespace {

TEST(Dense, StartsGlorotUniformWithZeroBias) {
  torch::manual_seed(1);
  for (const auto& [inputs, outputs] : {std::pair{100, 256}, {784, 1024}, {256, 1}}) {
    const auto dense = std::make_shared<Dense>(Shape{inputs}, outputs);
    ASSERT_EQ(dense->weight.sizes(), (std::vector<std::int64_t>{outputs, inputs}));
    EXPECT_EQ(dense->weight.scalar_type(), torch::kFloat32);
    EXPECT_EQ(dense->bias.abs().max().item<double>(), 0);

    const double limit = std::sqrt(6.0 / (inputs + outputs));
    const double largest = dense->weight.abs().max().item<double>();
    EXPECT_LE(largest, limit * (1 + 1e-6));
    EXPECT_GT(largest, limit * 0.95);
  }
}

// The standard deviation of a uniform distribution on [-a, a] is a / sqrt(3).
TEST(Dense, FillsItsRangeEvenly) {
  torch::manual_seed(2);
  const auto dense = std::make_shared<Dense>(Shape{784}, 1024);
  const double limit = std::sqrt(6.0 / (784 + 1024));
  const at::Tensor weight = dense->weight.to(torch::kFloat64);
  EXPECT_NEAR(weight.mean().item<double>(), 0, limit * 0.005);
  EXPECT_NEAR(weight.std().item<double>(), limit / std::sqrt(3.0), limit * 0.005);
  EXPECT_NEAR((weight.abs() < limit / 2).to(torch::kFloat64).mean().item<double>(), 0.5, 0.005);
}

// Miyato et al. 2018, algorithm 1.
TEST(Dense, SpectralNormalisationDividesByTheLargestSingularValue) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(3);
  Dense dense(Shape{5}, 7, /*spectral_norm=*/true);
  dense.weight.mul_(10);
  dense.bias.normal_();
  const at::Tensor input = torch::randn({4, 5});
  for (int i = 0; i < 200; ++i) dense.forward(input);
  const double largest = torch::linalg_svdvals(dense.weight)[0].item<double>();
  const at::Tensor expected = torch::linear(input, dense.weight / largest, dense.bias);
  EXPECT_LT((dense.forward(input) - expected).abs().max().item<double>(), 1e-5);
  dense.eval();
  const at::Tensor before = dense.named_buffers()["u"].clone();
  EXPECT_LT((dense.forward(input) - expected).abs().max().item<double>(), 1e-5);
  EXPECT_TRUE(torch::equal(dense.named_buffers()["u"], before));
}

TEST(Dense, DrawsFromTheDefaultGenerator) {
  const auto weight = [](std::uint64_t seed) {
    torch::manual_seed(seed);
    return std::make_shared<Dense>(Shape{5}, 7)->weight.detach();
  };
  EXPECT_TRUE(torch::equal(weight(3), weight(3)));
  EXPECT_FALSE(torch::equal(weight(3), weight(4)));
}

}  // namespace
}  // namespace gan::test
