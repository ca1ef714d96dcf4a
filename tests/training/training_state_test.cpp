// A training that is cut and goes on elsewhere, against one that was never cut.
#include "gan/training/training_state.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/base/split_mix.h"
#include "gan/engines/choose_engine.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kEpochs = 5, kIterations = 7;

struct Training {
  TrainingState state;
  std::vector<EpochResult> results;
};

class TrainingStateTest : public testing::Test {
 protected:
  void SetUp() override {
    at::set_num_threads(1);
    options.epochs = kEpochs;
    options.iterations_per_epoch = kIterations;
  }

  // Trains from `from`, or from new networks, until `last` iterations of the whole run are done.
  Training train(std::uint64_t seed, std::int64_t last, const Training* from = nullptr) const {
    torch::manual_seed(seed);
    const TinyGan gan = tiny_gan();
    Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                    options, choose_engine(options));
    Training run;
    std::int64_t done = 0;
    if (from != nullptr) {
      run.results = from->results;
      trainer.restore(from->state);
      done = from->state.epochs * kIterations + from->state.iterations;
    }
    TrainingEvents events;
    events.after_iteration = [&](std::int64_t, std::int64_t) { ++done; };
    events.after_epoch = [&](const EpochResult& result) { run.results.push_back(result); };
    events.should_stop = [&] { return done >= last; };
    EXPECT_EQ(trainer.run(events), last >= kEpochs * kIterations);
    EXPECT_EQ(done, last);
    run.state = trainer.state();
    return run;
  }

  // At 20 places, the networks that go on being others before.
  void expect_cuts_change_nothing() const {
    const Training uncut = train(3, kEpochs * kIterations);
    SplitMix random(1);
    for (int i = 0; i < 20; ++i) {
      const std::int64_t cut = random.between(0, kEpochs * kIterations - 1);
      SCOPED_TRACE("cut after " + std::to_string(cut));
      const Training first = train(3, cut);
      EXPECT_EQ(first.state.epochs, cut / kIterations);
      EXPECT_EQ(first.state.iterations, cut % kIterations);
      const Training second = train(99, kEpochs * kIterations, &first);
      expect_same(second, uncut);
    }
  }

  static void expect_same(const Training& a, const Training& b) {
    ASSERT_EQ(a.state.tensors.size(), b.state.tensors.size());
    for (const auto& [name, tensor] : b.state.tensors)
      EXPECT_TRUE(torch::equal(a.state.tensors.at(name), tensor)) << name;
    ASSERT_EQ(a.results.size(), b.results.size());
    for (std::size_t i = 0; i < a.results.size(); ++i) {
      EXPECT_EQ(a.results[i].epoch, b.results[i].epoch);
      EXPECT_EQ(a.results[i].discriminator_loss_real, b.results[i].discriminator_loss_real);
      EXPECT_EQ(a.results[i].discriminator_loss_fake, b.results[i].discriminator_loss_fake);
      EXPECT_EQ(a.results[i].generator_loss, b.results[i].generator_loss);
      EXPECT_EQ(a.results[i].last_discriminator_loss, b.results[i].last_discriminator_loss);
      EXPECT_EQ(a.results[i].last_generator_loss, b.results[i].last_generator_loss);
    }
  }

  TrainingOptions options = tiny_training();
};

TEST_F(TrainingStateTest, CutsChangeNoBitOfTheFastWay) {
  expect_cuts_change_nothing();
}

TEST_F(TrainingStateTest, CutsChangeNoBitInBfloat16) {
  if (cpu_kernels().forward_bf16 == nullptr) GTEST_SKIP() << "no AVX512-BF16 here";
  options.precision = Precision::bf16;
  expect_cuts_change_nothing();
}

TEST_F(TrainingStateTest, CutsChangeNoBitOfTheReadableWay) {
  options.fast = false;
  expect_cuts_change_nothing();
}

TEST_F(TrainingStateTest, CutsChangeNoBitOfAMovingAverage) {
  options.iterations_per_epoch = kIterations;
  options.generator_average = 0.9;
  expect_cuts_change_nothing();
  EXPECT_EQ(train(3, 4).state.tensors.count("average.generator.dense1.weight"), 1u);
}

TEST_F(TrainingStateTest, ReadingItOnTheWayChangesNothing) {
  const Training undisturbed = train(3, kEpochs * kIterations);
  torch::manual_seed(3);
  const TinyGan gan = tiny_gan();
  Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                  options, choose_engine(options));
  Training run;
  trainer.run({{},
               [&](const EpochResult& result) { run.results.push_back(result); },
               [&] {
                 trainer.state();
                 return false;
               }});
  run.state = trainer.state();
  expect_same(run, undisturbed);
}

TEST_F(TrainingStateTest, NamesWhatItHolds) {
  const NamedTensors tensors = train(3, 4).state.tensors;
  EXPECT_EQ(tensors.at("adam.steps.generator").item<std::int64_t>(), 4);
  EXPECT_EQ(tensors.at("adam.steps.discriminator").item<std::int64_t>(), 8);
  EXPECT_EQ(tensors.at("random.cpu").scalar_type(), torch::kUInt8);
  EXPECT_EQ(tensors.count("random.cuda"), 0u);
  std::size_t weights = 0;
  for (const auto& [name, tensor] : tensors) {
    if (name.rfind("generator.", 0) != 0 && name.rfind("discriminator.", 0) != 0) continue;
    ++weights;
    if (tensors.count("adam.mean." + name) == 0) continue;
    EXPECT_EQ(tensors.at("adam.mean." + name).sizes(), tensor.sizes()) << name;
    EXPECT_EQ(tensors.at("adam.square." + name).sizes(), tensor.sizes()) << name;
  }
  const TinyGan gan = tiny_gan();
  EXPECT_EQ(weights, gan.generator->parameters().size() + gan.generator->buffers().size() +
                         gan.discriminator->parameters().size());
}

TEST_F(TrainingStateTest, WhatDoesNotFitIsRefusedAndChangesNothing) {
  const Training good = train(3, 4);
  const TinyGan gan = tiny_gan();
  Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, at::kCPU),
                  options, choose_engine(options));
  const at::Tensor before = everything(gan.generator);
  const auto refusal = [&](const std::function<void(TrainingState&)>& spoil) {
    TrainingState state = good.state;
    spoil(state);
    const std::string error = error_of([&] { trainer.restore(state); });
    EXPECT_TRUE(torch::equal(everything(gan.generator), before));
    return error;
  };
  const std::string name = "discriminator." + gan.discriminator->named_parameters()[0].key();
  EXPECT_TRUE(has(refusal([&](TrainingState& s) { s.tensors.erase(name); }), {name}));
  EXPECT_TRUE(has(refusal([&](TrainingState& s) { s.tensors[name] = torch::zeros({2}); }), {name}));
  EXPECT_TRUE(has(refusal([&](TrainingState& s) { s.tensors.erase("random.cpu"); }), {"random"}));
  EXPECT_TRUE(has(refusal([](TrainingState& s) { s.iterations = kIterations; }), {"7"}));
  EXPECT_TRUE(has(refusal([](TrainingState& s) { s.epochs = -1; }), {"-1"}));
  EXPECT_NO_THROW(trainer.restore(good.state));
}

TEST(FreshSeed, EveryTryHasItsOwn) {
  EXPECT_NE(fresh_seed(1, 1), fresh_seed(1, 2));
  EXPECT_NE(fresh_seed(1, 1), fresh_seed(2, 1));
  EXPECT_EQ(fresh_seed(5, 3), fresh_seed(5, 3));
}

}  // namespace
}  // namespace gan::test
