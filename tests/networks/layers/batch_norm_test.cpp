#include "gan/networks/layers/batch_norm.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/types.h>

namespace gan::test {
namespace {

constexpr double kMomentum = 0.9, kEpsilon = 1e-3;
constexpr std::int64_t kBatch = 16, kFeatures = 5;

double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

struct Statistics {
  at::Tensor mean, biased_variance;
};

// Entry by entry in double, as algorithm 1 of the paper is written.
Statistics statistics_of(const at::Tensor& batch) {
  Statistics s{torch::zeros({batch.size(1)}, torch::kFloat64),
               torch::zeros({batch.size(1)}, torch::kFloat64)};
  for (std::int64_t f = 0; f < batch.size(1); ++f) {
    double sum = 0, squares = 0;
    const auto n = static_cast<double>(batch.size(0));
    for (std::int64_t i = 0; i < batch.size(0); ++i) sum += batch[i][f].item<double>();
    for (std::int64_t i = 0; i < batch.size(0); ++i)
      squares += std::pow(batch[i][f].item<double>() - sum / n, 2);
    s.mean[f] = sum / n;
    s.biased_variance[f] = squares / n;
  }
  return s;
}

class BatchNormTest : public testing::Test {
 protected:
  void SetUp() override {
    torch::manual_seed(1);
    input = torch::randn({kBatch, kFeatures}) * torch::tensor({0.1, 1., 2., 5., 20.}) + 3;
    input = input.to(torch::kFloat32);
    const torch::NoGradGuard no_grad;
    norm->weight.copy_(torch::randn({kFeatures}));
    norm->bias.copy_(torch::randn({kFeatures}));
  }

  at::Tensor normalised(const Statistics& s) const {
    return (input.to(torch::kFloat64) - s.mean) / (s.biased_variance + kEpsilon).sqrt() *
               norm->weight.to(torch::kFloat64) +
           norm->bias.to(torch::kFloat64);
  }

  std::shared_ptr<BatchNorm> norm =
      std::make_shared<BatchNorm>(Shape{kFeatures}, kMomentum, kEpsilon);
  at::Tensor input;
};

TEST_F(BatchNormTest, StartsAsKerasDoes) {
  const auto fresh = std::make_shared<BatchNorm>(Shape{3}, kMomentum, kEpsilon);
  EXPECT_TRUE(torch::equal(fresh->weight, torch::ones({3})));
  EXPECT_TRUE(torch::equal(fresh->bias, torch::zeros({3})));
  EXPECT_TRUE(torch::equal(fresh->running_mean, torch::zeros({3})));
  EXPECT_TRUE(torch::equal(fresh->running_var, torch::ones({3})));
  EXPECT_EQ(fresh->parameters().size(), 2u);
  EXPECT_EQ(fresh->buffers().size(), 2u);
  EXPECT_EQ(fresh->epsilon(), kEpsilon);
}

TEST_F(BatchNormTest, InTrainingTheBatchNormalises) {
  EXPECT_LT(distance(norm->forward(input), normalised(statistics_of(input))), 1e-5);
}

TEST_F(BatchNormTest, MovingStatisticsFollowWithTheBiasedVariance) {
  at::Tensor mean = torch::zeros({kFeatures}, torch::kFloat64);
  at::Tensor variance = torch::ones({kFeatures}, torch::kFloat64);
  for (int step = 1; step <= 4; ++step) {
    const Statistics s = statistics_of(input);
    mean = kMomentum * mean + (1 - kMomentum) * s.mean;
    variance = kMomentum * variance + (1 - kMomentum) * s.biased_variance;
    norm->forward(input);
    EXPECT_LT(distance(norm->running_mean, mean), 1e-5) << step;
    EXPECT_LT(distance(norm->running_var / variance, torch::ones({kFeatures})), 1e-5) << step;
    input = input * 1.5 - 1;
  }
  EXPECT_FALSE(norm->running_var.requires_grad());
}

// The unbiased variance would be off by 1 in 15 here, far more than the tolerance above.
TEST_F(BatchNormTest, PyTorchsOwnFollowsTheUnbiasedVariance) {
  torch::nn::BatchNorm1d other(
      torch::nn::BatchNormOptions(kFeatures).momentum(1 - kMomentum).eps(kEpsilon));
  other->forward(input);
  norm->forward(input);
  EXPECT_GT(distance(norm->running_var, other->running_var), 0.1);
  EXPECT_LT(distance(norm->running_mean, other->running_mean), 1e-5);
}

TEST_F(BatchNormTest, InInferenceTheMovingStatisticsNormaliseAndStay) {
  norm->forward(input);
  norm->eval();
  const Statistics moved{norm->running_mean.to(torch::kFloat64),
                         norm->running_var.to(torch::kFloat64)};
  const at::Tensor mean = norm->running_mean.clone(), variance = norm->running_var.clone();
  EXPECT_LT(distance(norm->forward(input), normalised(moved)), 1e-4);
  EXPECT_TRUE(torch::equal(norm->running_mean, mean));
  EXPECT_TRUE(torch::equal(norm->running_var, variance));
}

TEST_F(BatchNormTest, GradientsAreThoseOfPyTorch) {
  torch::nn::BatchNorm1d other(torch::nn::BatchNormOptions(kFeatures).eps(kEpsilon));
  {
    const torch::NoGradGuard no_grad;
    other->weight.copy_(norm->weight);
    other->bias.copy_(norm->bias);
  }
  const at::Tensor direction = torch::randn({kBatch, kFeatures});
  at::Tensor ours = input.clone().requires_grad_();
  at::Tensor theirs = input.clone().requires_grad_();
  const at::Tensor output = norm->forward(ours);
  EXPECT_LT(distance(output, other->forward(theirs)), 1e-6);
  (output * direction).sum().backward();
  (other->forward(theirs) * direction).sum().backward();
  EXPECT_LT(distance(ours.grad(), theirs.grad()), 1e-5);
  EXPECT_LT(distance(norm->weight.grad(), other->weight.grad()), 1e-5);
  EXPECT_LT(distance(norm->bias.grad(), other->bias.grad()), 1e-5);
}

TEST_F(BatchNormTest, NormalisedColumnsHaveNoMeanAndUnitVariance) {
  const auto fresh = std::make_shared<BatchNorm>(Shape{kFeatures}, kMomentum, kEpsilon);
  const Statistics s = statistics_of(fresh->forward(input).detach());
  EXPECT_LT(s.mean.abs().max().item<double>(), 1e-5);
  // Epsilon takes a tenth of the smallest column's variance of 0.01.
  EXPECT_LT(distance(s.biased_variance.slice(0, 1), torch::ones({kFeatures - 1})), 5e-3);
}

TEST_F(BatchNormTest, AColumnOfOneValueStaysFinite) {
  const at::Tensor output = norm->forward(torch::full({kBatch, kFeatures}, 7.0f));
  EXPECT_LT(distance(output, norm->bias.expand({kBatch, kFeatures})), 1e-4);
  EXPECT_TRUE(norm->running_var.isfinite().all().item<bool>());
}

}  // namespace
}  // namespace gan::test
