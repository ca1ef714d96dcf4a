#include "gan/training/generator_average.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/engines/choose_engine.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

void fill(const Generator& generator, double value) {
  const torch::NoGradGuard no_grad;
  for (at::Tensor tensor : generator->parameters()) tensor.fill_(value);
  for (at::Tensor tensor : generator->buffers()) tensor.fill_(value);
}

double only_value(const Generator& generator) {
  const at::Tensor all = everything(generator);
  EXPECT_EQ(all.min().item<double>(), all.max().item<double>());
  return all[0].item<double>();
}

TEST(GeneratorAverage, BeginsWithACopy) {
  torch::manual_seed(1);
  const TinyGan gan = tiny_gan();
  const at::Tensor before = everything(gan.generator);
  const GeneratorAverage average(gan.generator, 0.9);
  EXPECT_TRUE(torch::equal(everything(average.generator()), before));
  fill(gan.generator, 7);
  EXPECT_TRUE(torch::equal(everything(average.generator()), before));
}

TEST(GeneratorAverage, KeepsItsShareOfEachIteration) {
  const TinyGan gan = tiny_gan();
  fill(gan.generator, 1);
  GeneratorAverage average(gan.generator, 0.9);
  fill(gan.generator, 2);
  average.add(gan.generator, 3, 10000);
  EXPECT_NEAR(only_value(average.generator()), 2 - std::pow(0.9, 3), 1e-6);
  average.add(gan.generator, 1, 10001);
  EXPECT_NEAR(only_value(average.generator()), 2 - std::pow(0.9, 4), 1e-6);
}

TEST(GeneratorAverage, ForgetsTheFirstIterations) {
  const TinyGan gan = tiny_gan();
  fill(gan.generator, 1);
  GeneratorAverage average(gan.generator, 0.9999);
  fill(gan.generator, 2);
  average.add(gan.generator, 25, 25);
  EXPECT_NEAR(only_value(average.generator()), 2 - std::exp(-10), 1e-6);
  fill(gan.generator, 3);
  average.add(gan.generator, 25, 500);
  EXPECT_NEAR(only_value(average.generator()), 3 - (1 + std::exp(-10)) * std::exp(-0.5), 1e-5);
}

struct Outcome {
  at::Tensor trained, drawing;
};

Outcome train(double average, std::int64_t iterations) {
  torch::manual_seed(3);
  const TinyGan gan = tiny_gan();
  TrainingOptions options = tiny_training();
  options.iterations_per_epoch = iterations;
  options.generator_average = average;
  Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                  options, choose_engine(options));
  trainer.run({});
  return {torch::cat({everything(gan.generator), everything(gan.discriminator)}),
          everything(trainer.drawing_generator())};
}

TEST(GeneratorAverage, ChangesNoBitOfTheTraining) {
  const Outcome plain = train(0, 60), averaged = train(0.99, 60);
  EXPECT_TRUE(torch::equal(plain.trained, averaged.trained));
  EXPECT_TRUE(torch::equal(plain.drawing, plain.trained.narrow(0, 0, plain.drawing.size(0))));
  EXPECT_FALSE(torch::equal(plain.drawing, averaged.drawing));
}

// Two epochs of 60 are averaged after 25, 50 and 60 iterations of each.
TEST(GeneratorAverage, FollowsTheTrainingAtFixedPlaces) {
  torch::manual_seed(3);
  const TinyGan gan = tiny_gan();
  TrainingOptions options = tiny_training();
  options.iterations_per_epoch = 60;
  options.generator_average = 0.99;
  Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                  options, choose_engine(options));
  GeneratorAverage expected(gan.generator, 0.99);
  std::int64_t total = 0;
  trainer.run({[&](std::int64_t, std::int64_t iteration) {
    ++total;
    if (iteration == 25 || iteration == 50) expected.add(gan.generator, 25, total);
    if (iteration == 60) expected.add(gan.generator, 10, total);
    EXPECT_TRUE(
        torch::equal(everything(trainer.drawing_generator()), everything(expected.generator())));
  }});
  EXPECT_EQ(total, 120);
}

}  // namespace
}  // namespace gan::test
