#include "gan/engines/cpu/cpu_engine.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/losses/cross_entropy.h"
#include "gan/training/eager_engine.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kBatch = 10;

// A run of one engine from the seed on.
struct Training {
  explicit Training(double dropout, BatchNormOrder order = BatchNormOrder::after_relu,
                    const TrainingOptions& recipe = {})
      : options(recipe),
        players([&] {
          torch::manual_seed(5);
          GeneratorOptions generator;
          generator.latent_dim = 7;
          generator.hidden = {20, 33};
          generator.batch_norm = order;
          if (recipe.shift > 0) generator.output_filter = OutputFilter::binomial;
          DiscriminatorOptions discriminator;
          discriminator.hidden = {40, 17};
          discriminator.dropout = dropout;
          const ImageShape image{5, 5};
          return Players(Generator(generator, image), Discriminator(discriminator, image), recipe);
        }()),
        batches(tiny_images(5), kBatch, at::kCPU) {}

  LossTotals train(Engine& engine, int iterations) {
    torch::manual_seed(6);
    for (int i = 0; i < iterations; ++i) EXPECT_EQ(engine.advance(100), 1);
    return engine.take_losses();
  }
  LossTotals train_fast(int iterations, int threads = 2, Precision precision = Precision::float32) {
    options.precision = precision;
    CpuEngine engine(players, batches, options, threads);
    return train(engine, iterations);
  }
  LossTotals train_readably(int iterations) {
    EagerEngine engine(players, batches, objective_of(TrainingOptions()), options);
    return train(engine, iterations);
  }
  at::Tensor weights() const {
    return torch::cat({everything(players.generator), everything(players.discriminator)});
  }

  TrainingOptions options;
  Players players;
  RandomBatches batches;
};

double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

class CpuEngineOrder : public testing::TestWithParam<BatchNormOrder> {};

// A bias before batch normalisation learns from rounding noise alone, see keras_test.cpp; the
// longer the run, the more it carries. Seen after relu: 4e-7.
TEST_P(CpuEngineOrder, ComputesWhatTheReadableIterationComputes) {
  const bool after = GetParam() == BatchNormOrder::after_relu;
  for (const int iterations : {1, 5}) {
    Training fast(0, GetParam()), readable(0, GetParam());
    const LossTotals ours = fast.train_fast(iterations);
    const LossTotals theirs = readable.train_readably(iterations);
    EXPECT_LE(distance(fast.weights(), readable.weights()), after ? 5e-6 : 3e-3 * iterations);
    const double tolerance = after ? 5e-6 : 1e-3;
    EXPECT_NEAR(ours.sum.discriminator_real, theirs.sum.discriminator_real, tolerance);
    EXPECT_NEAR(ours.sum.discriminator_fake, theirs.sum.discriminator_fake, tolerance);
    EXPECT_NEAR(ours.sum.generator, theirs.sum.generator, tolerance);
    EXPECT_NEAR(ours.last.discriminator_real, theirs.last.discriminator_real, tolerance);
    EXPECT_NEAR(ours.last.generator, theirs.last.generator, tolerance);
  }
}
INSTANTIATE_TEST_SUITE_P(Both, CpuEngineOrder,
                         testing::Values(BatchNormOrder::after_relu, BatchNormOrder::before_relu));

TEST(CpuEngine, KnowsEveryPartOfTheRecipe) {
  TrainingOptions recipe;
  recipe.adam_beta1 = 0.5;
  recipe.shift = 2;
  Training fast(0, BatchNormOrder::after_relu, recipe);
  Training readable(0, BatchNormOrder::after_relu, recipe), plain(0);
  const LossTotals ours = fast.train_fast(5), theirs = readable.train_readably(5);
  EXPECT_LE(distance(fast.weights(), readable.weights()), 5e-6);
  EXPECT_NEAR(ours.sum.discriminator_real, theirs.sum.discriminator_real, 5e-6);
  plain.train_fast(5);
  EXPECT_GT(distance(fast.weights(), plain.weights()), 1e-3);
}

TEST(CpuEngine, SharesAdamsStateWithTheReadableIteration) {
  Training mixed(0), readable(0);
  mixed.train_fast(2);
  mixed.train_readably(2);
  mixed.train_fast(1);
  readable.train_readably(2);
  readable.train_readably(2);
  readable.train_readably(1);
  EXPECT_LE(distance(mixed.weights(), readable.weights()), 5e-6);
  const at::Tensor weight = mixed.players.discriminator->parameters()[0];
  EXPECT_EQ(mixed.players.discriminator_optimizer.state_of(weight).step(), 10);
}

TEST(CpuEngine, TheNumberOfThreadsChangesNoBit) {
  Training one(0.25);
  one.train_fast(4, 1);
  for (const int threads : {2, 3, 8}) {
    Training other(0.25);
    other.train_fast(4, threads);
    EXPECT_TRUE(torch::equal(one.weights(), other.weights())) << threads << " threads";
  }
}

TEST(CpuEngine, DropoutDrawsFromTheDefaultGenerator) {
  Training first(0.25), second(0.25), without(0);
  first.train_fast(2);
  second.train_fast(2);
  without.train_fast(2);
  EXPECT_TRUE(torch::equal(first.weights(), second.weights()));
  EXPECT_GT(distance(first.weights(), without.weights()), 1e-4);
  CpuEngine engine(second.players, second.batches, TrainingOptions(), 2);
  const at::Tensor before = second.weights();
  torch::manual_seed(7);  // another seed than train_fast's
  engine.advance(1);
  CpuEngine other(first.players, first.batches, TrainingOptions(), 2);
  torch::manual_seed(8);
  other.advance(1);
  EXPECT_FALSE(torch::equal(first.weights(), second.weights()));
  EXPECT_FALSE(torch::equal(before, second.weights()));
}

// With one input and the same weights, the mean over many draws of dropout must come to the loss's
// expected value, which the reference estimates as well.
TEST(CpuEngine, DropoutChangesLossesAsMuchAsTheReadableIterationsDoes) {
  double fast_sum = 0, readable_sum = 0, fast_squares = 0;
  constexpr int kDraws = 300;
  Training start(0.5);
  const at::Tensor real = torch::rand({kBatch, 25}), latents = torch::randn({2, kBatch, 7});
  for (int draw = 0; draw < kDraws; ++draw) {
    Training fast(0.5);
    torch::manual_seed(100 + draw);
    CpuEngine engine(fast.players, fast.batches, TrainingOptions(), 1);
    const double loss = engine.train_iteration(real, latents).discriminator_real;
    fast_sum += loss;
    fast_squares += loss * loss;
    torch::manual_seed(5000 + draw);
    start.players.discriminator->train();
    const torch::NoGradGuard no_grad;
    readable_sum +=
        binary_cross_entropy(start.players.discriminator->forward(real), 1).item<double>();
  }
  const double mean = fast_sum / kDraws;
  const double deviation = std::sqrt(fast_squares / kDraws - mean * mean);
  EXPECT_GT(deviation, 0);
  EXPECT_NEAR(mean, readable_sum / kDraws, 5 * deviation * std::sqrt(2.0 / kDraws));
}

TEST(CpuEngine, LossesAreTakenOnce) {
  Training run(0.25);
  CpuEngine engine(run.players, run.batches, TrainingOptions(), 1);
  engine.advance(1);
  EXPECT_GT(engine.take_losses().sum.generator, 0);
  EXPECT_EQ(engine.take_losses().sum.generator, 0);
}

TEST(CpuEngine, Bf16ProductsStayNearTheExactOnes) {
  if (cpu_kernels().forward_bf16 == nullptr) GTEST_SKIP() << "no AVX512-BF16 here";
  Training bf16(0), exact(0);
  const LossTotals ours = bf16.train_fast(3, 2, Precision::bf16);
  const LossTotals theirs = exact.train_fast(3);
  // Adam's first steps are as long for a small gradient as for a large one.
  EXPECT_LE(distance(bf16.weights(), exact.weights()), 3 * 2e-3);
  EXPECT_NEAR(ours.sum.discriminator_real, theirs.sum.discriminator_real, 0.05);
  EXPECT_NEAR(ours.sum.generator, theirs.sum.generator, 0.05);
  EXPECT_GT(distance(bf16.weights(), exact.weights()), 0);
}

TEST(CpuEngine, RefusesBf16ProductsThatTheProcessorHasNot) {
  Training run(0);
  try {
    run.options.precision = Precision::bf16;
    CpuEngine engine(run.players, run.batches, run.options, 1, *cpu_kernels("generic"));
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Error::Code::usage);
    EXPECT_NE(std::string(error.what()).find("AVX512-BF16"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace gan::test
