// What runs on a GPU, against the same iteration on the CPU.
#include <set>

#include <c10/cuda/CUDACachingAllocator.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/cuda/gpu.h"
#include "engines/cuda/mlp/small_gan.h"
#include "gan/base/error.h"
#include "gan/device/device.h"
#include "gan/engines/loader/cuda_part.h"

namespace gan::test {
namespace {

SmallOptions with_dropout() {
  SmallOptions options;
  options.dropout = 0.3;
  return options;
}

struct Trained {
  at::Tensor state;
  std::vector<LossTotals> losses;
  std::int64_t steps = 0;
};

// Trains from kSmallSeed, as many iterations for each reading of the losses as told.
Trained train_on_gpu(const SmallOptions& options, const std::vector<std::int64_t>& readings,
                     Precision precision = Precision::float32) {
  SmallGan gan(options, choose_device("cuda"));
  set_up_reproducible_compute(1, kSmallSeed);
  gan.training.precision = precision;
  const auto engine = cuda_part().mlp_engine(gan.players, gan.batches, gan.training);
  Trained trained;
  for (const std::int64_t iterations : readings) {
    for (std::int64_t done = 0; done < iterations;) {
      const std::int64_t more = engine->advance(iterations - done);
      EXPECT_GE(more, 1);
      EXPECT_LE(more, iterations - done);
      done += more;
    }
    trained.losses.push_back(engine->take_losses());
  }
  trained.state = gan.state();
  trained.steps = gan.steps(gan.players.generator_optimizer);
  return trained;
}

Trained train_on_cpu(const SmallOptions& options, std::int64_t iterations) {
  SmallGan gan(options);
  cuda::Iteration iteration(gan.players, gan.batches, gan.training, at::kFloat);
  Trained trained;
  for (std::int64_t i = 0; i < iterations; ++i) {
    iteration.run(numbers(i));
    trained.losses.push_back(iteration.take_losses());
  }
  trained.state = gan.state();
  return trained;
}

double farthest(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

class GraphEngine : public OnGpu {};

TEST_F(GraphEngine, ComputesWhatTheCpuDoes) {
  for (const BatchNormOrder order : {BatchNormOrder::after_relu, BatchNormOrder::before_relu})
    for (const double dropout : {0.0, 0.3}) {
      SmallOptions options;
      options.order = order;
      options.dropout = dropout;
      const Trained gpu = train_on_gpu(options, {1, 1, 1, 1, 1}), cpu = train_on_cpu(options, 5);
      for (std::size_t i = 0; i < 5; ++i) {
        const IterationLossValues found = gpu.losses[i].last, expected = cpu.losses[i].last;
        EXPECT_NEAR(found.discriminator_real, expected.discriminator_real, 1e-4) << i;
        EXPECT_NEAR(found.discriminator_fake, expected.discriminator_fake, 1e-4) << i;
        EXPECT_NEAR(found.generator, expected.generator, 1e-4) << i;
      }
      EXPECT_LT(farthest(gpu.state, cpu.state), 5e-4);
    }
}

TEST_F(GraphEngine, RepeatsItselfToTheBit) {
  const Trained first = train_on_gpu(with_dropout(), {30});
  EXPECT_TRUE(torch::equal(first.state, train_on_gpu(with_dropout(), {30}).state));
}

TEST_F(GraphEngine, OneLongReplayIsManyShortOnes) {
  const std::vector<std::int64_t> singly(50, 1);
  const Trained long_ones = train_on_gpu(with_dropout(), {50});
  const Trained short_ones = train_on_gpu(with_dropout(), singly);
  EXPECT_TRUE(torch::equal(long_ones.state, short_ones.state));
  double sum = 0;
  for (const LossTotals& losses : short_ones.losses) sum += losses.sum.generator;
  EXPECT_NEAR(long_ones.losses[0].sum.generator, sum, 1e-9 * sum);
  EXPECT_EQ(long_ones.losses[0].last.generator, short_ones.losses.back().last.generator);
}

TEST_F(GraphEngine, OnlyTrainingCounts) {
  EXPECT_EQ(train_on_gpu(with_dropout(), {27, 2}).steps, 29);
}

// With a rate that moves nothing, only fresh draws can change a loss.
TEST_F(GraphEngine, EachReplayDrawsAnew) {
  SmallGan gan(with_dropout(), choose_device("cuda"));
  gan.training.learning_rate = 1e-30;
  const auto engine = cuda_part().mlp_engine(gan.players, gan.batches, gan.training);
  std::set<double> real, fake, generator;
  for (int i = 0; i < 10; ++i) {
    engine->advance(1);
    const IterationLossValues losses = engine->take_losses().last;
    real.insert(losses.discriminator_real);
    fake.insert(losses.discriminator_fake);
    generator.insert(losses.generator);
  }
  EXPECT_EQ(real.size(), 10U);
  EXPECT_EQ(fake.size(), 10U);
  EXPECT_EQ(generator.size(), 10U);
}

TEST_F(GraphEngine, LowerPrecisionsComeClose) {
  const Trained full = train_on_gpu(with_dropout(), {1, 1, 1});
  for (const Precision precision : {Precision::tf32, Precision::bf16}) {
    const Trained low = train_on_gpu(with_dropout(), {1, 1, 1}, precision);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(low.losses[i].last.generator, full.losses[i].last.generator, 0.05) << i;
  }
  EXPECT_EQ(at::globalContext().float32MatmulPrecision(), at::Float32MatmulPrecision::HIGHEST);
}

std::int64_t allocated_bytes() {
  return c10::cuda::CUDACachingAllocator::getDeviceStats(0).allocated_bytes[0].current;
}

// A stream that cuBLAS has not seen before costs 32 MiB.
TEST_F(GraphEngine, MadeAgainItTakesNoMoreMemory) {
  train_on_gpu(with_dropout(), {30});
  const std::int64_t first = allocated_bytes();
  for (int i = 0; i < 10; ++i) train_on_gpu(with_dropout(), {30});
  EXPECT_LE(allocated_bytes(), first + (1 << 20));
}

TEST(CudaPart, WithoutAGpuItSaysWhy) {
  if (has_gpu()) GTEST_SKIP() << "there is a GPU";
  SmallGan gan({});
  try {
    cuda_part().mlp_engine(gan.players, gan.batches, gan.training);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("expected LibTorch with CUDA"), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace gan::test
