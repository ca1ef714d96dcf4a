#include "gan/networks/generator.h"

#include <gtest/gtest.h>
#include <torch/nn/utils/convert_parameters.h>
#include <torch/types.h>

#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/dense.h"

namespace gan::test {
namespace {

class GeneratorTest : public testing::TestWithParam<BatchNormOrder> {
 protected:
  GeneratorOptions options() const {
    GeneratorOptions options;
    options.batch_norm = GetParam();
    return options;
  }
};

TEST_P(GeneratorTest, MakesImagesOfAnySizeFromAnyLatent) {
  struct Case {
    std::int64_t latent_dim;
    std::vector<std::int64_t> hidden;
    ImageShape image;
  };
  for (const auto& [latent_dim, hidden, image] :
       {Case{100, {256, 512}, {28, 28}}, Case{7, {11}, {32, 20}}, Case{1, {5, 6, 7}, {1, 1}}}) {
    GeneratorOptions sizes = options();
    sizes.latent_dim = latent_dim;
    sizes.hidden = hidden;
    Generator generator(sizes, image);
    for (const bool training : {true, false}) {
      generator->train(training);
      const at::Tensor images = generator->forward(torch::randn({9, latent_dim}) * 10);
      EXPECT_EQ(images.sizes(), (std::vector<std::int64_t>{9, image.height * image.width}));
      EXPECT_EQ(images.scalar_type(), torch::kFloat32);
      EXPECT_LE(images.abs().max().item<double>(), 1);
    }
    EXPECT_EQ(generator->all<Dense>().size(), hidden.size() + 1);
    EXPECT_EQ(generator->all<BatchNorm>().size(), hidden.size());
    EXPECT_EQ(generator->image().height, image.height);
  }
}

TEST_P(GeneratorTest, ComputesWhatTheTutorialSays) {
  torch::manual_seed(1);
  Generator generator(options());
  generator->forward(torch::randn({50, 100}));  // moves the moving statistics
  generator->eval();
  const at::Tensor latents = torch::randn({4, 100});
  at::Tensor x = latents;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto norm = generator->all<BatchNorm>()[i];
    x = torch::matmul(x, generator->all<Dense>()[i]->weight.t()) + generator->all<Dense>()[i]->bias;
    if (GetParam() == BatchNormOrder::after_relu) x = x.clamp_min(0);
    x = (x - norm->running_mean) / (norm->running_var + 1e-3).sqrt() * norm->weight + norm->bias;
    if (GetParam() == BatchNormOrder::before_relu) x = x.clamp_min(0);
  }
  x = torch::tanh(torch::matmul(x, generator->all<Dense>()[2]->weight.t()));
  EXPECT_LT((generator->forward(latents) - x).abs().max().item<double>(), 1e-5);
}

TEST_P(GeneratorTest, OnlyTrainingDependsOnTheRestOfTheBatch) {
  torch::manual_seed(2);
  Generator generator(options());
  const at::Tensor latents = torch::randn({8, 100});
  const auto first_alone = [&] { return generator->forward(latents.narrow(0, 0, 2))[0]; };
  const auto first_of_all = [&] { return generator->forward(latents)[0]; };
  EXPECT_GT((first_alone() - first_of_all()).abs().max().item<double>(), 1e-2);
  generator->eval();
  EXPECT_LT((first_alone() - first_of_all()).abs().max().item<double>(), 1e-5);
}

TEST_P(GeneratorTest, EveryParameterLearns) {
  torch::manual_seed(3);
  Generator generator(options());
  generator->forward(torch::randn({8, 100})).square().sum().backward();
  EXPECT_EQ(generator->parameters().size(), 10u);
  for (const auto& parameter : generator->named_parameters())
    EXPECT_GT(parameter.value().grad().abs().sum().item<double>(), 0) << parameter.key();
}

INSTANTIATE_TEST_SUITE_P(Orders, GeneratorTest,
                         testing::Values(BatchNormOrder::after_relu, BatchNormOrder::before_relu),
                         [](const auto& order) {
                           return order.param == BatchNormOrder::after_relu ? "AfterRelu"
                                                                            : "BeforeRelu";
                         });

TEST(GeneratorOrders, DoNotComputeTheSame) {
  std::vector<at::Tensor> images;
  for (const auto order : {BatchNormOrder::after_relu, BatchNormOrder::before_relu}) {
    torch::manual_seed(4);
    GeneratorOptions options;
    options.batch_norm = order;
    Generator generator(options);
    images.push_back(generator->forward(torch::randn({8, 100})));
  }
  EXPECT_GT((images[0] - images[1]).abs().max().item<double>(), 1e-2);
}

TEST(GeneratorSeed, DecidesTheWeights) {
  const auto weights = [](std::uint64_t seed) {
    torch::manual_seed(seed);
    return torch::nn::utils::parameters_to_vector(Generator()->parameters()).detach();
  };
  EXPECT_TRUE(torch::equal(weights(5), weights(5)));
  EXPECT_FALSE(torch::equal(weights(5), weights(6)));
}

}  // namespace
}  // namespace gan::test
