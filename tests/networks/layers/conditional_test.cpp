// The layers of conditional networks.
#include "gan/networks/layers/conditional.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/label_embedding.h"
#include "gan/networks/layers/projection.h"

namespace gan::test {
namespace {

class ConditionalLayers : public testing::Test {
 protected:
  void SetUp() override { torch::manual_seed(1); }
  at::Tensor labels = torch::tensor({2, 0, 2, 1}, torch::kInt64);
};

TEST_F(ConditionalLayers, RowsAreThoseOfTheLabelsAndSoAreTheirGradients) {
  const at::Tensor weight = torch::randn({3, 5}).requires_grad_();
  const at::Tensor rows = rows_of(weight, labels);
  EXPECT_TRUE(torch::equal(rows, weight.index_select(0, labels)));
  rows.sum().backward();
  EXPECT_TRUE(
      torch::equal(weight.grad(), torch::tensor({1.F, 1.F, 2.F}).unsqueeze(1).expand({3, 5})));
}

TEST_F(ConditionalLayers, OtherLabelsAreRefused) {
  const at::Tensor weight = torch::randn({3, 5});
  for (const at::Tensor& wrong : {labels - 1, labels + 1})
    EXPECT_TRUE(has(error_of([&] { rows_of(weight, wrong); }), {"classes from 0 to 2"}));
  for (const at::Tensor& wrong : {labels.to(torch::kInt32), labels.view({2, 2}), at::Tensor()})
    EXPECT_TRUE(has(error_of([&] { rows_of(weight, wrong); }), {"int64 [batch]"}));
}

TEST_F(ConditionalLayers, AnEmbeddingIsAppendedToTheLatent) {
  LabelEmbedding layer({5}, 3);
  const at::Tensor latents = torch::randn({4, 5});
  const at::Tensor joined = layer.forward(latents, labels);
  EXPECT_EQ(layer.output_shape(), Shape{69});
  EXPECT_TRUE(torch::equal(joined.slice(1, 0, 5), latents));
  const at::Tensor vectors = 0.3 * layer.weight / layer.weight.norm(2, 1, /*keepdim=*/true);
  EXPECT_LT((joined.slice(1, 5) - vectors.index_select(0, labels)).abs().max().item<float>(), 1e-6);
}

// A generator ignores latents beside long vectors.
TEST_F(ConditionalLayers, AnEmbeddingIsShortWhateverItsWeights) {
  const torch::NoGradGuard no_grad;
  LabelEmbedding layer({5}, 300);
  EXPECT_NEAR(layer.weight.norm(2, 1).mean().item<double>(), 1, 0.02);
  layer.weight[2].mul_(100);
  layer.weight[1].zero_();
  const at::Tensor lengths = layer.forward(torch::zeros({4, 5}), labels).norm(2, 1);
  EXPECT_LT((lengths - torch::tensor({0.3F, 0.3F, 0.3F, 0.F})).abs().max().item<float>(), 1e-5);
}

TEST_F(ConditionalLayers, BatchNormHasAGammaAndABetaForEachClass) {
  const torch::NoGradGuard no_grad;
  for (const Shape& shape : {Shape{6}, Shape{6, 3, 2}}) {
    BatchNorm plain(shape, 0.9, 1e-3);
    ConditionalBatchNorm layer(shape, 3, 0.9, 1e-3);
    layer.weight.uniform_(0.5, 1.5);
    layer.bias.normal_();
    std::vector<std::int64_t> sizes = shape;
    sizes.insert(sizes.begin(), 4);
    const at::Tensor input = torch::randn(sizes) * 3 + 1;
    for (const bool training : {true, false}) {
      plain.train(training);
      layer.train(training);
      const at::Tensor normal = plain.forward(input), output = layer.forward(input, labels);
      for (std::int64_t i = 0; i < 4; ++i) {
        std::vector<std::int64_t> per_channel(shape.size(), 1);
        per_channel[0] = 6;
        const at::Tensor gamma = layer.weight[labels[i].item<std::int64_t>()].view(per_channel);
        const at::Tensor beta = layer.bias[labels[i].item<std::int64_t>()].view(per_channel);
        EXPECT_LT((output[i] - (normal[i] * gamma + beta)).abs().max().item<float>(), 1e-5);
      }
    }
    EXPECT_TRUE(torch::equal(plain.running_mean, layer.running_mean));
    EXPECT_TRUE(torch::equal(plain.running_var, layer.running_var));
  }
}

// Miyato and Koyama (2018), equation 7, with V the class's vector, and Dense for psi.
TEST_F(ConditionalLayers, TheProjectionAddsTheInnerProductWithTheClass) {
  Projection layer({5}, 3);
  const at::Tensor features = torch::randn({4, 5});
  const at::Tensor logits = layer.forward(features, labels);
  ASSERT_EQ(logits.sizes(), (std::vector<std::int64_t>{4, 1}));
  const auto dense = layer.named_parameters();
  for (std::int64_t i = 0; i < 4; ++i) {
    const at::Tensor plain = features[i].dot(dense["dense.weight"][0]) + dense["dense.bias"][0];
    const at::Tensor inner = features[i].dot(layer.weight[labels[i].item<std::int64_t>()]);
    EXPECT_NEAR(logits[i][0].item<float>(), (plain + inner).item<float>(), 1e-5);
  }
}

TEST_F(ConditionalLayers, SpectralNormalisationDividesTheVectorsOfAProjection) {
  const torch::NoGradGuard no_grad;
  Projection layer({5}, 3, /*spectral_norm=*/true);
  layer.weight.mul_(10);
  const at::Tensor features = torch::randn({4, 5});
  for (int i = 0; i < 200; ++i) layer.forward(features, labels);
  const auto normalised = [](const at::Tensor& weight) {
    return weight / torch::linalg_svdvals(weight)[0];
  };
  const at::Tensor dense = normalised(layer.named_parameters()["dense.weight"]);
  const at::Tensor vectors = normalised(layer.weight).index_select(0, labels);
  const at::Tensor expected = (features * (dense + vectors)).sum(1, /*keepdim=*/true);
  EXPECT_LT((layer.forward(features, labels) - expected).abs().max().item<float>(), 1e-5);
}

TEST_F(ConditionalLayers, TooManyWeightsAreRefused) {
  const std::int64_t many = std::int64_t{1} << 23;
  EXPECT_TRUE(has(error_of([&] { LabelEmbedding({5}, many); }), {"weights"}));
  EXPECT_TRUE(has(error_of([&] { Projection({64}, many); }), {"weights"}));
  EXPECT_TRUE(has(error_of([&] { ConditionalBatchNorm({64}, many, 0.9, 1e-3); }), {"weights"}));
}

}  // namespace
}  // namespace gan::test
