#include "gan/training/eager_engine.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/losses/cross_entropy.h"
#include "training/target_loss.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

class EagerEngineTest : public testing::Test {
 protected:
  void SetUp() override { torch::manual_seed(1); }

  TinyGan gan = tiny_gan();
  Players players{gan.generator, gan.discriminator, TrainingOptions()};
  RandomBatches batches{tiny_images(), 10, at::kCPU};
};

TEST_F(EagerEngineTest, TrainsByTheGivenLoss) {
  int asked = 0;
  const Objective objective = target_objective([&](const at::Tensor& logits, double target) {
    ++asked;
    return binary_cross_entropy(logits, target) * 0 + 2;
  });
  EagerEngine engine(players, batches, objective);
  EXPECT_EQ(engine.advance(5), 1);
  EXPECT_EQ(engine.advance(5), 1);
  EXPECT_EQ(asked, 6);
  const LossTotals losses = engine.take_losses();
  EXPECT_EQ(losses.sum.discriminator_real, 4);
  EXPECT_EQ(losses.sum.discriminator_fake, 4);
  EXPECT_EQ(losses.sum.generator, 4);
  EXPECT_EQ(losses.last.generator, 2);
}

TEST_F(EagerEngineTest, LossesAreTakenOnce) {
  EagerEngine engine(players, batches, objective_of(TrainingOptions()));
  EXPECT_EQ(engine.take_losses().sum.generator, 0);
  engine.advance(1);
  EXPECT_GT(engine.take_losses().sum.generator, 0);
  EXPECT_EQ(engine.take_losses().sum.generator, 0);
}

TEST_F(EagerEngineTest, DrawsFreshImagesAndLatentsEachTime) {
  EagerEngine engine(players, batches, objective_of(TrainingOptions()));
  engine.advance(1);
  const double first = engine.take_losses().last.discriminator_real;
  engine.advance(1);
  EXPECT_NE(engine.take_losses().last.discriminator_real, first);
}

}  // namespace
}  // namespace gan::test
