#include "gan/engines/cuda/mlp/iteration.h"

#include <functional>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/cuda/mlp/small_gan.h"
#include "gan/engines/cuda/mlp/discriminator_kernels.h"
#include "gan/engines/cuda/mlp/random_numbers.h"
#include "gan/losses/cross_entropy.h"
#include "gan/networks/layers/dense.h"
#include "gan/training/random_shift.h"

namespace gan::test {
namespace {

using cuda::run_on_host;

// What dropout multiplies a layer's activations by.
at::Tensor drawn_mask(const SmallOptions& options, std::size_t layer, std::uint32_t pass,
                      const cuda::RandomSource& random) {
  at::Tensor mask = torch::ones({options.batch, options.discriminator[layer]});
  const at::Tensor bias = torch::zeros({mask.size(1)});
  cuda::HiddenForward<float> kernel{};
  kernel.values = mask.data_ptr<float>();
  kernel.bias = bias.data_ptr<float>();
  kernel.rows = mask.size(0);
  kernel.columns = mask.size(1);
  kernel.threshold = dropout_threshold(options.dropout);
  kernel.kept_scale = static_cast<float>(1 / (1 - options.dropout));
  kernel.purpose = cuda::kDrawDropout + (pass << 20) + static_cast<std::uint32_t>(layer);
  kernel.random = random;
  run_on_host(kernel);
  return mask;
}

// What the discriminator sees, by the reference's arithmetic.
at::Tensor augmented(const at::Tensor& images, const RandomBatches& batches,
                     const TrainingOptions& training, std::uint32_t pass,
                     const cuda::RandomSource& random) {
  if (training.shift == 0) return images;
  return shift_images(images, cuda::drawn_shifts(batches, training.shift, pass, random),
                      {kSmallSide, kSmallSide});
}

// The discriminator with those masks; else as its own forward.
at::Tensor logits_of(Discriminator& discriminator, const at::Tensor& images,
                     const SmallOptions& options, std::uint32_t pass,
                     const cuda::RandomSource& random) {
  at::Tensor x = images;
  std::vector<std::shared_ptr<Dense>> dense = discriminator->all<Dense>();
  for (std::size_t i = 0; i + 1 < dense.size(); ++i)
    x = torch::relu(dense[i]->forward(x)) * drawn_mask(options, i, pass, random);
  return dense.back()->forward(x);
}

// train_iteration by autograd, on the same random numbers.
IterationLossValues reference(SmallGan& gan, const SmallOptions& options, std::int64_t i) {
  auto& [generator, discriminator, generator_optimizer, discriminator_optimizer, alone] =
      gan.players;
  const cuda::RandomSource random = numbers(i);
  const at::Tensor latents = cuda::drawn_latents(gan.batches, kSmallLatent, random);
  at::Tensor fakes;
  {
    const torch::NoGradGuard no_grad;
    generator->eval();
    fakes = generator->forward(latents.narrow(0, 0, options.batch));
    generator->train();
  }
  const auto update = [&, &d = discriminator, &adam = discriminator_optimizer](
                          const at::Tensor& images, double target, std::uint32_t pass) {
    adam.zero_grad();
    const at::Tensor loss = binary_cross_entropy(
        logits_of(d, augmented(images, gan.batches, gan.training, pass, random), options, pass,
                  random),
        target);
    loss.backward();
    adam.step();
    return loss.item<double>();
  };
  IterationLossValues losses;
  losses.discriminator_real = update(cuda::drawn_images(gan.batches, random), 1, 0);
  losses.discriminator_fake = update(fakes, 0, 1);
  generator_optimizer.zero_grad();
  const at::Tensor training_images =
      generator->forward(latents.narrow(0, options.batch, options.batch));
  const at::Tensor loss = binary_cross_entropy(
      logits_of(discriminator, augmented(training_images, gan.batches, gan.training, 2, random),
                options, 2, random),
      1);
  loss.backward();
  generator_optimizer.step();
  losses.generator = loss.item<double>();
  return losses;
}

void expect_near(const IterationLossValues& a, const IterationLossValues& b, double bound) {
  EXPECT_NEAR(a.discriminator_real, b.discriminator_real, bound);
  EXPECT_NEAR(a.discriminator_fake, b.discriminator_fake, bound);
  EXPECT_NEAR(a.generator, b.generator, bound);
}

double farthest(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

class Sizes : public testing::TestWithParam<SmallOptions> {};

TEST_P(Sizes, FollowAutograd) {
  SmallGan gan(GetParam()), expected(GetParam());
  ASSERT_EQ(farthest(gan.state(), expected.state()), 0);
  cuda::Iteration iteration(gan.players, gan.batches, gan.training, at::kFloat);
  for (int i = 0; i < 5; ++i) {
    iteration.run(numbers(i));
    const LossTotals found = iteration.take_losses();
    const IterationLossValues losses = reference(expected, GetParam(), i);
    expect_near(found.last, losses, 2e-5);
    expect_near(found.sum, losses, 2e-5);
    EXPECT_LT(farthest(gan.state(), expected.state()), 1e-4) << i;
    EXPECT_EQ(gan.steps(gan.players.generator_optimizer), i + 1);
    EXPECT_EQ(gan.steps(gan.players.discriminator_optimizer), 2 * i + 2);
  }
  SmallGan untrained(GetParam());
  EXPECT_GT(farthest(gan.state(), untrained.state()), 0.02);
}

SmallOptions with(const std::function<void(SmallOptions&)>& change) {
  SmallOptions options;
  change(options);
  return options;
}

INSTANTIATE_TEST_SUITE_P(CudaIteration, Sizes,
                         testing::Values(SmallOptions(), with([](auto& o) { o.dropout = 0.3; }),
                                         with([](auto& o) { o.recipe = true; }), with([](auto& o) {
                                           o.order = BatchNormOrder::before_relu;
                                         }),
                                         with([](auto& o) {
                                           o.generator = {40};
                                           o.discriminator = {40};
                                           o.dropout = 0.5;
                                           o.batch = 64;
                                         })));

TEST(CudaIteration, IsWhatTheReadableOneComputes) {
  const SmallOptions options;
  SmallGan gan(options), expected(options);
  cuda::Iteration iteration(gan.players, gan.batches, gan.training, at::kFloat);
  for (int i = 0; i < 5; ++i) {
    iteration.run(numbers(i));
    const at::Tensor latents = cuda::drawn_latents(gan.batches, kSmallLatent, numbers(i));
    std::int64_t half = 0;
    const Draws draws{[&] { return cuda::drawn_images(expected.batches, numbers(i)); },
                      [&] { return latents.narrow(0, options.batch * half++, options.batch); }};
    const IterationLosses losses =
        train_iteration(expected.players, draws, objective_of(TrainingOptions()));
    expect_near(iteration.take_losses().last,
                {losses.discriminator_real.item<double>(), losses.discriminator_fake.item<double>(),
                 losses.generator.item<double>()},
                2e-5);
  }
  EXPECT_LT(farthest(gan.state(), expected.state()), 1e-4);
}

TEST(CudaIteration, SumsLossesUntilTheyAreTaken) {
  SmallGan gan({});
  cuda::Iteration iteration(gan.players, gan.batches, gan.training, at::kFloat);
  iteration.run(numbers(0));
  const IterationLossValues first = iteration.take_losses().sum;
  SmallGan again({});
  cuda::Iteration both(again.players, again.batches, again.training, at::kFloat);
  both.run(numbers(0));
  both.run(numbers(1));
  const LossTotals totals = both.take_losses();
  EXPECT_DOUBLE_EQ(totals.sum.generator, first.generator + totals.last.generator);
  EXPECT_EQ(both.take_losses().sum.generator, 0);
}

TEST(CudaIteration, GoesOnFromAnOptimizersState) {
  SmallGan gan({}), expected({});
  cuda::Iteration whole(expected.players, expected.batches, expected.training, at::kFloat);
  for (int i = 0; i < 4; ++i) {
    whole.run(numbers(i));
    cuda::Iteration part(gan.players, gan.batches, gan.training, at::kFloat);
    part.run(numbers(i));
    part.take_losses();
  }
  EXPECT_EQ(farthest(gan.state(), expected.state()), 0);
}

TEST(CudaIteration, NamesAllThatItChanges) {
  SmallGan gan({});
  cuda::Iteration iteration(gan.players, gan.batches, gan.training, at::kFloat);
  const at::Tensor before = gan.state();
  std::vector<at::Tensor> kept;
  for (const at::Tensor& tensor : iteration.changing()) kept.push_back(tensor.detach().clone());
  iteration.run(numbers(0));
  EXPECT_GT(farthest(gan.state(), before), 0);
  const torch::NoGradGuard no_grad;
  for (std::size_t i = 0; i < kept.size(); ++i) iteration.changing()[i].copy_(kept[i]);
  EXPECT_EQ(farthest(gan.state(), before), 0);
  iteration.run(numbers(0));
  const LossTotals second = iteration.take_losses();
  EXPECT_EQ(second.sum.generator, second.last.generator);
  EXPECT_EQ(gan.steps(gan.players.generator_optimizer), 1);
}

// The first iteration starts from the same weights; bfloat16 has 8 bits of mantissa.
TEST(CudaIteration, Bfloat16ComesClose) {
  const SmallOptions options = with([](auto& o) { o.dropout = 0.3; });
  SmallGan narrow(options), wide(options);
  cuda::Iteration in_narrow(narrow.players, narrow.batches, narrow.training, at::kBFloat16);
  cuda::Iteration in_wide(wide.players, wide.batches, wide.training, at::kFloat);
  for (int i = 0; i < 3; ++i) {
    in_narrow.run(numbers(i));
    in_wide.run(numbers(i));
    const LossTotals found = in_narrow.take_losses();
    expect_near(found.last, in_wide.take_losses().last, 0.03);
  }
  EXPECT_GT(farthest(narrow.state(), wide.state()), 0);
}

}  // namespace
}  // namespace gan::test
