// Every architecture, loss, penalty and way of updating, trained by the reference iteration: cut
// anywhere, it goes on to the same bytes.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/engines/choose_engine.h"
#include "gan/losses/losses.h"
#include "gan/training/trainer.h"
#include "networks/small_networks.h"

namespace gan::test {
namespace {

constexpr ImageShape kImage{7, 8, 3};
constexpr std::int64_t kIterations = 6;

struct Case {
  std::string name;
  std::string architecture = kTutorialArchitecture;
  TrainingOptions options = {};
  std::vector<std::string> classes = {};
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.name;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const std::string& name : architecture_names()) {
    all.push_back({name, name});
    all.push_back({name + ", conditional", name, {}, {"a", "b", "c"}});
  }
  for (const std::string& name : loss_names()) {
    all.push_back({name, "dcgan"});
    all.back().options.loss = name;
    all.back().options.discriminator_updates = DiscriminatorUpdates::joint;
  }
  for (const PenaltyText& penalty : penalty_texts()) {
    all.push_back({penalty.name, "dcgan"});
    all.back().options.penalties[penalty.name] = 2;
    all.back().options.penalty_every = 2;
    all.back().options.discriminator_updates = DiscriminatorUpdates::joint;
  }
  for (const char* penalty : {"gradient_penalty", "r1", "r2"}) {
    all.push_back({std::string(penalty) + ", conditional", "dcgan", {}, {"a", "b", "c"}});
    all.back().options.loss = "relativistic";
    all.back().options.penalties[penalty] = 2;
    all.back().options.discriminator_updates = DiscriminatorUpdates::joint;
  }
  all.push_back({"steps", kTutorialArchitecture});
  all.back().options.discriminator_steps = 3;
  all.push_back({"fakes by the batch's statistics", "dcgan"});
  all.back().options.fake_statistics = FakeStatistics::batch;
  for (Case& each : all) {
    each.options.epochs = 1;
    each.options.iterations_per_epoch = kIterations;
    each.options.batch_size = 8;
  }
  return all;
}

at::Tensor images() {
  const at::Tensor pixels = torch::arange(40 * kImage.values());
  return (pixels * 37 % 256).to(torch::kUInt8).view({40, 3, 7, 8});
}

struct Result {
  TrainingState state;
  EpochResult epoch;
  std::string engine;
};

Result train(const Case& each, std::uint64_t seed, std::int64_t last,
             const TrainingState* from = nullptr) {
  torch::manual_seed(seed);
  const SmallNetworks networks = small_networks(each.architecture, kImage, each.classes);
  const at::Tensor labels = each.classes.empty() ? at::Tensor() : torch::arange(40).remainder(3);
  Trainer trainer(
      networks.generator, networks.discriminator,
      RandomBatches(images(), each.options.batch_size, at::kCPU, /*flip=*/false, labels),
      each.options, choose_engine(each.options));
  if (from != nullptr) trainer.restore(*from);
  std::int64_t done = from == nullptr ? 0 : from->iterations;
  Result result;
  TrainingEvents events;
  events.after_iteration = [&](std::int64_t, std::int64_t) { ++done; };
  events.after_epoch = [&](const EpochResult& epoch) { result.epoch = epoch; };
  events.should_stop = [&] { return done >= last; };
  trainer.run(events);
  result.state = trainer.state();
  result.engine = trainer.engine();
  return result;
}

class Recipes : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { at::set_num_threads(1); }
};

TEST_P(Recipes, ACutChangesNoBit) {
  const Result uncut = train(GetParam(), 3, kIterations);
  EXPECT_EQ(uncut.engine, "eager");
  for (const std::int64_t cut : {1, 4}) {
    SCOPED_TRACE(cut);
    const Result first = train(GetParam(), 3, cut);
    const Result second = train(GetParam(), 99, kIterations, &first.state);
    ASSERT_EQ(second.state.tensors.size(), uncut.state.tensors.size());
    for (const auto& [name, tensor] : uncut.state.tensors)
      EXPECT_TRUE(torch::equal(second.state.tensors.at(name), tensor)) << name;
    EXPECT_EQ(second.epoch.discriminator_loss, uncut.epoch.discriminator_loss);
    EXPECT_EQ(second.epoch.generator_loss, uncut.epoch.generator_loss);
    EXPECT_EQ(second.epoch.penalty, uncut.epoch.penalty);
    EXPECT_EQ(second.epoch.real_logit, uncut.epoch.real_logit);
    EXPECT_EQ(second.epoch.fake_logit, uncut.epoch.fake_logit);
  }
}

TEST_P(Recipes, BothNetworksLearnAndTheLogTellsOfIt) {
  const Result before = train(GetParam(), 3, 0), after = train(GetParam(), 3, kIterations);
  for (const char* network : {"generator.", "discriminator."}) {
    bool moved = false;
    for (const auto& [name, tensor] : before.state.tensors)
      if (name.rfind(network, 0) == 0)
        moved = moved || !torch::equal(tensor, after.state.tensors.at(name));
    EXPECT_TRUE(moved) << network;
  }
  EXPECT_NE(after.epoch.discriminator_loss, 0);
  EXPECT_NE(after.epoch.generator_loss, 0);
  EXPECT_NE(after.epoch.real_logit, 0);
  EXPECT_NE(after.epoch.fake_logit, 0);
  EXPECT_EQ(after.epoch.penalty > 0, GetParam().options.has_penalties());
  const std::int64_t steps =
      after.state.tensors.at("adam.steps.discriminator").item<std::int64_t>();
  const bool joint = GetParam().options.discriminator_updates == DiscriminatorUpdates::joint;
  EXPECT_EQ(steps, kIterations * GetParam().options.discriminator_steps * (joint ? 1 : 2));
}

INSTANTIATE_TEST_SUITE_P(Table, Recipes, testing::ValuesIn(cases()),
                         [](const auto& each) { return std::to_string(each.index); });

std::string refusal(const std::function<void(TrainingOptions&)>& change) {
  TrainingOptions options;
  change(options);
  return error_of([&] { options.check(); });
}

TEST(RecipeOptions, WhatContradictsItselfIsRefusedWithTheRemedy) {
  const std::string remedy = "add --discriminator-updates joint";
  EXPECT_TRUE(has(refusal([](auto& o) { o.loss = "relativistic"; }),
                  {"--loss relativistic", "separate", remedy}));
  EXPECT_TRUE(has(refusal([](auto& o) { o.penalties["r1"] = 1; }), {"--r1", "separate", remedy}));
  EXPECT_TRUE(has(refusal([](auto& o) { o.penalties["gradient_penalty"] = 10; }),
                  {"--gradient-penalty", remedy}));
  TrainingOptions joint;
  joint.loss = "relativistic";
  joint.penalties["r1"] = 1;
  joint.discriminator_updates = DiscriminatorUpdates::joint;
  EXPECT_NO_THROW(joint.check());
  EXPECT_TRUE(has(refusal([](auto& o) { o.loss = "hing"; }), {"--loss", "hinge", "hing"}));
  EXPECT_TRUE(has(refusal([](auto& o) { o.penalties["r1"] = -1; }), {"--r1", "0 to 1000000"}));
}

TEST(EngineTable, SaysWhyAFastEngineDoesNotCompute) {
  const auto reason = [](const std::string& architecture,
                         const std::function<void(TrainingOptions&)>& change) {
    TrainingOptions options;
    options.batch_size = 8;
    change(options);
    const ImageShape grey{4, 4, 1};
    const SmallNetworks networks = small_networks(architecture, grey);
    const Trainer trainer(networks.generator, networks.discriminator,
                          RandomBatches(torch::zeros({9, 4, 4}, torch::kUInt8), 8, at::kCPU),
                          options, choose_engine(options));
    return trainer.engine() + ": " + trainer.engine_reason();
  };
  EXPECT_EQ(reason("mlp", [](auto&) {}), "cpu-mlp: ");
  EXPECT_EQ(reason("mlp", [](auto& o) { o.fast = false; }), "eager: ");
  EXPECT_EQ(reason("dcgan", [](auto&) {}), "eager: cpu-mlp supports only the architecture mlp");
  EXPECT_EQ(reason("mlp", [](auto& o) { o.loss = "hinge"; }),
            "eager: cpu-mlp supports only the loss cross-entropy");
  EXPECT_EQ(reason("mlp", [](auto& o) { o.discriminator_steps = 2; }),
            "eager: cpu-mlp supports only one discriminator step per iteration");
  EXPECT_EQ(reason("mlp", [](auto& o) { o.discriminator_updates = DiscriminatorUpdates::joint; }),
            "eager: cpu-mlp supports only separate discriminator updates");
  EXPECT_EQ(reason("mlp", [](auto& o) { o.fake_statistics = FakeStatistics::batch; }),
            "eager: cpu-mlp supports only --fake-statistics moving");
  EXPECT_TRUE(
      has(error_of([&] { reason("dcgan", [](auto& o) { o.precision = Precision::bf16; }); }),
          {"--precision", "float32, as cpu-mlp supports only the architecture mlp", "bf16"}));
}

}  // namespace
}  // namespace gan::test
