// The reference iteration as CUDA graphs: the same to the bit as without.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/cuda/gpu.h"
#include "gan/device/device.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/losses/losses.h"
#include "gan/networks/options.h"
#include "gan/training/eager_engine.h"
#include "gan/training/training_state.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kSide = 8;

struct Case {
  std::string architecture = kTutorialArchitecture;
  TrainingOptions training;
  std::vector<std::string> classes = {};

  at::Tensor labels() const {
    const auto count = static_cast<std::int64_t>(classes.size());
    return count == 0 ? at::Tensor() : torch::arange(50).remainder(count);
  }
};

TrainingOptions joint(const std::string& loss) {
  TrainingOptions options;
  options.loss = loss;
  options.discriminator_updates = DiscriminatorUpdates::joint;
  return options;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const std::string& architecture : architecture_names()) {
    all.push_back({architecture, {}});
    all.push_back({architecture, joint("relativistic")});
    all.back().training.penalties = {{"r1", 1}, {"r2", 1}};
    all.back().training.penalty_every = 3;
    all.push_back({architecture, joint("wasserstein")});
    all.back().training.penalties = {{"gradient_penalty", 10}};
    all.back().training.discriminator_steps = 2;
    all.back().training.fake_statistics = FakeStatistics::batch;
    all.push_back({architecture, joint("relativistic"), {"a", "b", "c"}});
    all.back().training.penalties = {{"r1", 1}};
  }
  all.push_back({"dcgan", {}});
  all.back().training.shift = 2;
  all.back().training.precision = Precision::tf32;
  return all;
}

struct Trained {
  NamedTensors tensors;
  IterationLossValues sum;
};

// Eight iterations, and the losses read after five.
Trained train(const Case& tried, bool captured) {
  const c10::Device device = choose_device("cuda");
  set_up_reproducible_compute(1, 7);
  TrainingOptions options = tried.training;
  options.batch_size = 16;
  const ImageShape image{kSide, kSide};
  Generator generator(GeneratorOptions(), image, tried.architecture, tried.classes);
  Discriminator discriminator(DiscriminatorOptions(), image, tried.architecture, tried.classes);
  generator->to(device);
  discriminator->to(device);
  Players players(generator, discriminator, options);
  RandomBatches batches(tiny_images(kSide), options.batch_size, device, /*flip=*/false,
                        tried.labels());
  const Objective objective = objective_of(options);
  std::unique_ptr<Engine> engine;
  if (captured)
    engine = cuda_part().captured_engine(players, batches, objective, options);
  else
    engine = std::make_unique<EagerEngine>(players, batches, objective, options);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(engine->advance(5 - i), 1);
  const IterationLossValues sum = engine->take_losses().sum;
  engine->start_losses(sum);
  for (int i = 0; i < 3; ++i) engine->advance(3 - i);
  return {copy_tensors(players, device), engine->take_losses().sum};
}

class CapturedEngine : public OnGpu {};

TEST_F(CapturedEngine, ComputesWhatTheReadableIterationDoesToTheBit) {
  for (Case& tried : cases()) {
    // In tf32 it is compared with float32, below.
    if (tried.training.precision != Precision::float32) continue;
    SCOPED_TRACE(tried.architecture + ", " + tried.training.loss);
    Trained graph = train(tried, true), eager = train(tried, false);
    for (const auto& [name, tensor] : eager.tensors)
      EXPECT_TRUE(torch::equal(graph.tensors.at(name), tensor)) << name;
    const auto found = values_of(graph.sum), expected = values_of(eager.sum);
    for (std::size_t i = 0; i < kIterationValues; ++i) EXPECT_EQ(*found[i], *expected[i]) << i;
  }
}

TEST_F(CapturedEngine, Tf32ComesClose) {
  const Case tried = cases().back();
  ASSERT_EQ(tried.training.precision, Precision::tf32);
  const Trained lower = train(tried, true), readable = train(tried, false);
  EXPECT_NEAR(lower.sum.discriminator_real, readable.sum.discriminator_real, 0.05);
  EXPECT_NEAR(lower.sum.generator, readable.sum.generator, 0.05);
  bool differ = false;
  for (const auto& [name, tensor] : readable.tensors)
    differ = differ || !torch::equal(lower.tensors.at(name), tensor);
  EXPECT_TRUE(differ);
}

TEST_F(CapturedEngine, ItsCheckFindsNothing) {
  const c10::Device device = choose_device("cuda");
  set_up_reproducible_compute(1, 7);
  for (const Case& tried : cases()) {
    TrainingOptions options = tried.training;
    options.batch_size = 16;
    Generator generator(GeneratorOptions(), ImageShape{kSide, kSide}, tried.architecture,
                        tried.classes);
    Discriminator discriminator(DiscriminatorOptions(), ImageShape{kSide, kSide},
                                tried.architecture, tried.classes);
    generator->to(device);
    discriminator->to(device);
    const Players players(generator, discriminator, options);
    const RandomBatches batches(tiny_images(kSide), options.batch_size, device, /*flip=*/false,
                                tried.labels());
    const std::string fault =
        cuda_part().captured_fault(players, batches, objective_of(options), options);
    EXPECT_EQ(fault, "") << tried.architecture << ", " << options.loss;
  }
}

}  // namespace
}  // namespace gan::test
