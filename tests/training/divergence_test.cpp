#include "gan/training/divergence.h"

#include <limits>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"
#include "gan/base/error.h"
#include "gan/engines/choose_engine.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void set_one(const at::Tensor& tensor, double value) {
  const torch::NoGradGuard no_grad;
  at::Tensor(tensor).view(-1)[tensor.numel() / 2] = value;
}

class Divergence : public testing::Test {
 protected:
  std::string found(const IterationLossValues& losses = {1, 1, 1}) {
    return error_of([&] { check_finite(players, losses, 7); });
  }
  TinyGan gan = tiny_gan();
  Players players{gan.generator, gan.discriminator, tiny_training()};
};

TEST_F(Divergence, FiniteIsNoError) {
  EXPECT_NO_THROW(check_finite(players, {1, 1, 1}, 7));
  set_one(gan.generator->parameters()[0], 3e38);
  EXPECT_NO_THROW(check_finite(players, {1, 1, 1}, 7));
}

TEST_F(Divergence, OneNumberInAnyTensorIsFoundAndNamed) {
  for (const double wrong : {kNan, kInfinity, -kInfinity}) {
    for (torch::nn::Module* network :
         std::initializer_list<torch::nn::Module*>{gan.generator.get(), gan.discriminator.get()}) {
      auto tensors = network->named_parameters();
      for (const auto& buffer : network->named_buffers())
        tensors.insert(buffer.key(), buffer.value());
      for (const auto& entry : tensors) {
        const at::Tensor before = entry.value().detach().clone();
        set_one(entry.value(), wrong);
        const char* name = network == gan.generator.get() ? "generator" : "discriminator";
        EXPECT_TRUE(has(found(), {"epoch 7", name, entry.key()})) << found();
        const torch::NoGradGuard no_grad;
        at::Tensor(entry.value()).copy_(before);
      }
    }
  }
  EXPECT_NO_THROW(check_finite(players, {1, 1, 1}, 7));
}

TEST_F(Divergence, AdamsStateCounts) {
  const at::Tensor weight = gan.discriminator->parameters()[2];
  set_one(players.discriminator_optimizer.state_of(weight).exp_avg_sq(), kInfinity);
  EXPECT_TRUE(has(found(), {"discriminator", "gradients"}));
}

TEST_F(Divergence, LossesCount) {
  EXPECT_TRUE(has(found({kNan, 1, 1}), {"discriminator's loss"}));
  EXPECT_TRUE(has(found({1, kInfinity, 1}), {"discriminator's loss"}));
  EXPECT_TRUE(has(found({1, 1, kNan}), {"generator's loss"}));
}

// Injected in the middle of the second of three epochs.
TEST_F(Divergence, EndsTheTrainingWithinTheEpochAndIsNeverHandedOut) {
  for (const bool fast : {true, false}) {
    TrainingOptions options = tiny_training();
    options.epochs = 3;
    options.fast = fast;
    Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                    options, choose_engine(options));
    std::int64_t epochs = 0;
    TrainingEvents events;
    events.after_iteration = [&](std::int64_t epoch, std::int64_t iteration) {
      if (epoch != 2 || iteration != 2) return;
      set_one(gan.discriminator->parameters()[2], kNan);
      EXPECT_THROW(trainer.state(), Error);
    };
    events.after_epoch = [&](const EpochResult&) { ++epochs; };
    try {
      trainer.run(events);
      ADD_FAILURE() << "no error";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Error::Code::diverged);
      EXPECT_TRUE(has(error.what(), {"epoch 2", "discriminator"})) << error.what();
    }
    EXPECT_EQ(epochs, 1);
    gan = tiny_gan();
  }
}

}  // namespace
}  // namespace gan::test
