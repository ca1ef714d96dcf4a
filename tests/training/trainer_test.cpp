#include "gan/training/trainer.h"

#include <cmath>
#include <fstream>
#include <unistd.h>

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/engines/choose_engine.h"
#include "gan/losses/cross_entropy.h"
#include "networks/small_networks.h"
#include "training/target_loss.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

struct Trained {
  at::Tensor generator, discriminator;
  std::vector<EpochResult> results;
};

Trained run_with_seed(std::uint64_t seed) {
  torch::manual_seed(seed);
  const auto [generator, discriminator] = tiny_gan();
  Trained run;
  Trainer trainer(generator, discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                  tiny_training(), choose_engine(tiny_training()));
  trainer.run({{}, [&](const EpochResult& result) { run.results.push_back(result); }});
  run.generator = everything(generator);
  run.discriminator = everything(discriminator);
  return run;
}

class TrainerTest : public testing::Test {
 protected:
  void SetUp() override {
    at::set_num_threads(1);
    torch::manual_seed(1);
    gan = tiny_gan();
  }
  TinyGan gan;
  TrainingOptions options = tiny_training();
  RandomBatches batches{tiny_images(), 10, at::kCPU};
};

TEST_F(TrainerTest, TheSameSeedGivesTheSameBits) {
  const Trained first = run_with_seed(3), second = run_with_seed(3);
  EXPECT_TRUE(torch::equal(first.generator, second.generator));
  EXPECT_TRUE(torch::equal(first.discriminator, second.discriminator));
  ASSERT_EQ(first.results.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(first.results[i].discriminator_loss, second.results[i].discriminator_loss);
    EXPECT_EQ(first.results[i].generator_loss, second.results[i].generator_loss);
  }
}

TEST_F(TrainerTest, AnotherSeedGivesOthers) {
  const Trained first = run_with_seed(3), second = run_with_seed(4);
  EXPECT_FALSE(torch::equal(first.generator, second.generator));
  EXPECT_FALSE(torch::equal(first.discriminator, second.discriminator));
  EXPECT_NE(first.results[0].generator_loss, second.results[0].generator_loss);
}

TEST_F(TrainerTest, TellsEveryIterationAndEpochInOrder) {
  std::vector<std::string> told;
  Trainer trainer(gan.generator, gan.discriminator, batches, options, choose_engine(options));
  trainer.run({[&](std::int64_t epoch, std::int64_t iteration) {
                 EXPECT_TRUE(gan.generator->is_training());
                 told.push_back(std::to_string(epoch) + "." + std::to_string(iteration));
               },
               [&](const EpochResult& result) {
                 told.push_back("epoch " + std::to_string(result.epoch));
               }});
  EXPECT_EQ(told, (std::vector<std::string>{"1.1", "1.2", "1.3", "epoch 1", "2.1", "2.2", "2.3",
                                            "epoch 2"}));
}

TEST_F(TrainerTest, NeedsNobodyToListen) {
  const at::Tensor before = everything(gan.generator);
  Trainer(gan.generator, gan.discriminator, batches, options, choose_engine(options)).run({});
  EXPECT_FALSE(torch::equal(everything(gan.generator), before));
}

TEST_F(TrainerTest, ReportsTheMeansOfWhatTheLossSaw) {
  std::vector<double> seen;
  const Loss loss = target_loss([&](const at::Tensor& logits, double target) {
    const at::Tensor value = binary_cross_entropy(logits, target);
    seen.push_back(value.item<double>());
    return value;
  });
  std::vector<EpochResult> results;
  Trainer trainer(gan.generator, gan.discriminator, batches, options, choose_engine(options, loss));
  trainer.run({{}, [&](const EpochResult& result) { results.push_back(result); }});
  ASSERT_EQ(seen.size(), 2u * 3 * 3);
  ASSERT_EQ(results.size(), 2u);
  for (std::size_t epoch = 0; epoch < 2; ++epoch) {
    const double* losses = &seen[epoch * 9];  // real, fake, generator of three iterations
    const double real = (losses[0] + losses[3] + losses[6]) / 3;
    const double fake = (losses[1] + losses[4] + losses[7]) / 3;
    const EpochResult& result = results[epoch];
    EXPECT_NEAR(result.discriminator_loss_real, real, 1e-6);
    EXPECT_NEAR(result.discriminator_loss_fake, fake, 1e-6);
    EXPECT_NEAR(result.discriminator_loss, (real + fake) / 2, 1e-6);
    EXPECT_NEAR(result.generator_loss, (losses[2] + losses[5] + losses[8]) / 3, 1e-6);
    EXPECT_NEAR(result.last_discriminator_loss, (losses[6] + losses[7]) / 2, 1e-6);
    EXPECT_NEAR(result.last_generator_loss, losses[8], 1e-6);
    EXPECT_GT(result.seconds, 0);
    EXPECT_NEAR(result.images_per_second * result.seconds, 30, 1e-6);
  }
}

TEST_F(TrainerTest, AnEventsExceptionEndsTheTrainingAndArrives) {
  struct Stop {};
  int iterations = 0;
  Trainer trainer(gan.generator, gan.discriminator, batches, options, choose_engine(options));
  EXPECT_THROW(trainer.run({[&](std::int64_t, std::int64_t) {
                              if (++iterations == 2) throw Stop();
                            },
                            {}}),
               Stop);
  EXPECT_EQ(iterations, 2);
  EXPECT_THROW(trainer.run({{}, [](const EpochResult&) { throw Stop(); }}), Stop);
}

TEST_F(TrainerTest, RefusesNetworksForAnotherImageSize) {
  const TinyGan other = tiny_gan(5);
  const auto error = [&](const Generator& generator, const Discriminator& discriminator) {
    return error_of(
        [&] { Trainer(generator, discriminator, batches, options, choose_engine(options)); });
  };
  EXPECT_TRUE(has(error(other.generator, gan.discriminator), {"16 values", "25"}));
  EXPECT_TRUE(has(error(gan.generator, other.discriminator), {"16 values", "25"}));
}

TEST_F(TrainerTest, RefusesOptionsOutOfRange) {
  const auto error = [&](auto change) {
    TrainingOptions wrong = options;
    change(wrong);
    return error_of(
        [&] { Trainer(gan.generator, gan.discriminator, batches, wrong, choose_engine(wrong)); });
  };
  EXPECT_TRUE(has(error([](auto& o) { o.epochs = 0; }), {"--epochs"}));
  EXPECT_TRUE(has(error([](auto& o) { o.iterations_per_epoch = 0; }), {"--iterations-per-epoch"}));
  EXPECT_TRUE(has(error([](auto& o) { o.batch_size = 0; }), {"--batch-size"}));
  EXPECT_TRUE(
      has(error([](auto& o) { o.batch_size = 11; }), {"batches of 11", "found batches of 10"}));
  EXPECT_TRUE(has(error([](auto& o) { o.learning_rate = -1; }), {"--learning-rate"}));
  EXPECT_TRUE(has(error([](auto& o) { o.learning_rate = std::nan(""); }), {"--learning-rate"}));
  EXPECT_TRUE(has(error([](auto& o) { o.adam_beta1 = 1; }), {"--adam-beta1"}));
  EXPECT_TRUE(has(error([](auto& o) { o.adam_beta2 = -1; }), {"--adam-beta2"}));
  EXPECT_TRUE(has(error([](auto& o) { o.adam_epsilon = -1; }), {"--adam-epsilon"}));
}

std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

TEST_F(TrainerTest, MemoryDoesNotGrow) {
  options.epochs = 8;
  options.iterations_per_epoch = 150;
  std::vector<std::int64_t> bytes;
  Trainer trainer(gan.generator, gan.discriminator, batches, options, choose_engine(options));
  trainer.run({{}, [&](const EpochResult&) { bytes.push_back(resident_bytes()); }});
  ASSERT_GT(bytes.front(), 0) << "/proc/self/statm cannot be read";
  // A graph that is kept would grow by tens of kilobytes an iteration, 20 MB in all.
  EXPECT_LT(bytes.back() - bytes[1], std::int64_t{4} << 20);
}

// Class 0 is dark and class 1 bright; a conditional generator learns which is which.
TEST_F(TrainerTest, AConditionalGeneratorDrawsTheClassThatIsAskedFor) {
  const at::Tensor labels = torch::arange(50).remainder(2);
  const at::Tensor images =
      (tiny_images(4) % 20 + 40 + 150 * labels.view({50, 1, 1})).to(torch::kUInt8);
  const SmallNetworks networks = small_networks("mlp", ImageShape{4, 4}, {"dark", "bright"});
  options.epochs = 1;
  options.iterations_per_epoch = 600;
  options.batch_size = 32;
  Trainer trainer(networks.generator, networks.discriminator,
                  RandomBatches(images, 32, at::kCPU, /*flip=*/false, labels), options,
                  choose_engine(options));
  EXPECT_EQ(trainer.engine_reason(), "cpu-mlp supports no --conditional");
  trainer.run({});
  Generator generator = networks.generator;
  generator->eval();
  const torch::NoGradGuard no_grad;
  const auto mean = [&](std::int64_t label) {
    return generator
        ->forward(torch::randn({200, kSmallLatentDim}), torch::full({200}, label, torch::kInt64))
        .mean()
        .item<double>();
  };
  EXPECT_NEAR(mean(0), 50 / 127.5 - 1, 0.3);
  EXPECT_NEAR(mean(1), 200 / 127.5 - 1, 0.3);
}

TEST_F(TrainerTest, NetworksAreForTheClassesOfTheData) {
  const at::Tensor labels = torch::arange(50).remainder(3);
  const auto refusal = [&](const std::vector<std::string>& classes, const at::Tensor& of) {
    const SmallNetworks networks = small_networks("mlp", ImageShape{4, 4}, classes);
    return error_of([&] {
      Trainer(networks.generator, networks.discriminator,
              RandomBatches(tiny_images(4), 10, at::kCPU, /*flip=*/false, of), options,
              choose_engine(options));
    });
  };
  EXPECT_TRUE(has(refusal({}, labels), {"classes of the data, 3", "a network for 0"}));
  EXPECT_TRUE(has(refusal({"a", "b"}, labels), {"classes of the data, 3", "a network for 2"}));
  EXPECT_TRUE(has(refusal({"a", "b"}, {}), {"classes of the data, 0", "a network for 2"}));
}

// All images are nearly one grey; a generator that learns anything finds it.
TEST_F(TrainerTest, TheGeneratorMovesToTheData) {
  const at::Tensor grey = tiny_images(2) % 20 + 200;
  const double target = grey.to(torch::kFloat64).mean().item<double>() / 127.5 - 1;
  gan = tiny_gan(2);
  options.epochs = 1;
  options.iterations_per_epoch = 600;
  options.batch_size = 32;
  const at::Tensor latents = torch::randn({200, kTinyLatent});
  const auto distance = [&] {
    const torch::NoGradGuard no_grad;
    gan.generator->eval();
    const at::Tensor images = gan.generator->forward(latents);
    gan.generator->train();
    return (images - target).abs().mean().item<double>();
  };
  const double before = distance();
  Trainer(gan.generator, gan.discriminator, RandomBatches(grey, 32, at::kCPU), options,
          choose_engine(options))
      .run({});
  EXPECT_GT(before, 0.4);
  EXPECT_LT(distance(), 0.33);  // 0.15 to 0.25 with twenty seeds
}

}  // namespace
}  // namespace gan::test
