#include "gan/training/iteration.h"

#include <gtest/gtest.h>
#include <torch/nn/utils/convert_parameters.h>
#include <torch/types.h>

#include "gan/losses/cross_entropy.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/dense.h"
#include "training/target_loss.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kBatch = 6, kPixels = 16;

// What an iteration's callbacks see: which they are, and the networks at that moment.
struct Moment {
  std::string what;
  at::Tensor generator, discriminator, moving_mean, logits, loss;
  int gradients = 0;  // that have reached the generator
};

class Iteration : public testing::Test {
 protected:
  void SetUp() override { start(0.25); }

  void start(double dropout) {
    torch::manual_seed(1);
    auto [generator, discriminator] = tiny_gan(4, dropout);
    players = std::make_unique<Players>(generator, discriminator, TrainingOptions());
    moments.clear();
  }

  Moment now(const std::string& what) const {
    Moment moment;
    moment.what = what;
    moment.generator = torch::nn::utils::parameters_to_vector(players->generator->parameters());
    moment.discriminator = everything(players->discriminator);
    moment.moving_mean = players->generator->all<BatchNorm>()[0]->running_mean.clone();
    moment.gradients = gradients_seen;
    return moment;
  }

  IterationLosses iterate(FakeStatistics statistics = FakeStatistics::moving) {
    const Draws draws{[this] {
                        moments.push_back(now("real"));
                        return real;
                      },
                      [this] {
                        moments.push_back(now("latents"));
                        return latents;
                      }};
    Objective objective = target_objective([this](const at::Tensor& logits, double target) {
      moments.push_back(now(target == 1 ? "loss 1" : "loss 0"));
      moments.back().logits = logits.detach().clone();
      const at::Tensor value = binary_cross_entropy(logits, target);
      moments.back().loss = value.detach();
      return value;
    });
    objective.fake_statistics = statistics;
    const IterationLosses losses = train_iteration(*players, draws, objective);
    moments.push_back(now("end"));
    return losses;
  }

  // Whether the named part is the same at all of the moments.
  bool same(at::Tensor Moment::*part, std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i)
      if (!torch::equal(moments[i].*part, moments[i + 1].*part)) return false;
    return true;
  }

  std::unique_ptr<Players> players;
  at::Tensor real = torch::rand({kBatch, kPixels}), latents = torch::randn({kBatch, kTinyLatent});
  std::vector<Moment> moments;
  int gradients_seen = 0;
};

enum { kReal, kLatents, kLossReal, kLossFake, kFreshLatents, kLossGenerator, kAtEnd };

TEST_F(Iteration, IsToldInTheTutorialsOrder) {
  iterate();
  std::vector<std::string> order;
  for (const Moment& moment : moments) order.push_back(moment.what);
  EXPECT_EQ(order, (std::vector<std::string>{"real", "latents", "loss 1", "loss 0", "latents",
                                             "loss 1", "end"}));
}

TEST_F(Iteration, TheDiscriminatorLearnsTwiceThenStandsStill) {
  for (int i = 0; i < 3; ++i) {
    moments.clear();
    iterate();
    EXPECT_TRUE(same(&Moment::discriminator, kReal, kLossReal));
    EXPECT_FALSE(same(&Moment::discriminator, kLossReal, kLossFake));
    EXPECT_FALSE(same(&Moment::discriminator, kLossFake, kFreshLatents));
    EXPECT_TRUE(same(&Moment::discriminator, kFreshLatents, kAtEnd));
  }
}

TEST_F(Iteration, TheGeneratorLearnsOnceAtTheEnd) {
  for (int i = 0; i < 3; ++i) {
    moments.clear();
    iterate();
    EXPECT_TRUE(same(&Moment::generator, kReal, kLossGenerator));
    EXPECT_FALSE(same(&Moment::generator, kLossGenerator, kAtEnd));
  }
}

TEST_F(Iteration, FakesForTheDiscriminatorAreMadeInInferenceMode) {
  iterate();
  EXPECT_TRUE(same(&Moment::moving_mean, kReal, kFreshLatents));
  EXPECT_FALSE(same(&Moment::moving_mean, kFreshLatents, kLossGenerator));
  EXPECT_TRUE(same(&Moment::moving_mean, kLossGenerator, kAtEnd));
}

TEST_F(Iteration, FakesForTheDiscriminatorMayBeMadeByTheBatchsStatistics) {
  iterate(FakeStatistics::batch);
  EXPECT_FALSE(same(&Moment::moving_mean, kLatents, kLossReal));
  EXPECT_TRUE(same(&Moment::moving_mean, kLossReal, kFreshLatents));
  EXPECT_FALSE(same(&Moment::moving_mean, kFreshLatents, kLossGenerator));
}

TEST_F(Iteration, FakesForTheDiscriminatorCarryNoGradient) {
  at::Tensor weight = players->generator->all<Dense>()[0]->weight;
  weight.register_hook([this](const at::Tensor&) { ++gradients_seen; });
  iterate();
  EXPECT_EQ(moments[kFreshLatents].gradients, 0);
  EXPECT_EQ(moments[kAtEnd].gradients, 1);
}

TEST_F(Iteration, TheGeneratorsStepLeavesNoGradientInTheDiscriminator) {
  at::Tensor before;
  Discriminator discriminator = players->discriminator;
  const auto gradients = [&] {
    std::vector<at::Tensor> parts;
    for (const at::Tensor& parameter : discriminator->parameters())
      parts.push_back(parameter.grad().flatten());
    return torch::cat(parts).clone();
  };
  int draws = 0;
  const Draws draw{[&] { return real; },
                   [&] {
                     if (++draws == 2) before = gradients();
                     return latents;
                   }};
  train_iteration(*players, draw, objective_of(TrainingOptions()));
  ASSERT_TRUE(before.defined());
  EXPECT_TRUE(torch::equal(gradients(), before));
}

// All rows of the batch are alike, so only dropout can tell their logits apart.
TEST_F(Iteration, DropoutIsActiveInEveryStep) {
  real = real[0].expand({kBatch, kPixels});
  latents = latents[0].expand({kBatch, kTinyLatent});
  for (const double dropout : {0.0, 0.5}) {
    start(dropout);
    iterate();
    for (const std::size_t step : {kLossReal, kLossFake, kLossGenerator}) {
      const double spread = moments[step].logits.std().item<double>();
      if (dropout > 0)
        EXPECT_GT(spread, 1e-5) << step;
      else
        EXPECT_LT(spread, 1e-6) << step;
    }
  }
}

TEST_F(Iteration, LeavesBothInTrainingMode) {
  players->generator->eval();
  players->discriminator->eval();
  iterate();
  EXPECT_TRUE(players->generator->is_training());
  EXPECT_TRUE(players->generator->all<BatchNorm>()[0]->is_training());
  EXPECT_TRUE(players->discriminator->is_training());
}

TEST_F(Iteration, ReturnsItsThreeLosses) {
  const IterationLosses losses = iterate();
  EXPECT_TRUE(torch::equal(losses.discriminator_real, moments[kLossReal].loss));
  EXPECT_TRUE(torch::equal(losses.discriminator_fake, moments[kLossFake].loss));
  EXPECT_TRUE(torch::equal(losses.generator, moments[kLossGenerator].loss));
  EXPECT_FALSE(losses.generator.requires_grad());
}

// Gradients start from zero in every step: with constant draws, no dropout and a rate too small to
// matter, the second iteration's gradients are the first's.
TEST_F(Iteration, GradientsDoNotPileUp) {
  const auto [generator, discriminator] = tiny_gan(4, 0);
  TrainingOptions options;
  options.learning_rate = 1e-12;
  players = std::make_unique<Players>(generator, discriminator, options);
  const auto gradient = [&] { return players->generator->all<Dense>()[1]->weight.grad().clone(); };
  iterate();
  const at::Tensor first = gradient();
  iterate();
  EXPECT_LT((gradient() - first).abs().max().item<double>(), 1e-6);
  EXPECT_GT(first.abs().max().item<double>(), 1e-4);
}

}  // namespace
}  // namespace gan::test
