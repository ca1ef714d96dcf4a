// Several processes compute what one does.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "app/processes/processes.h"
#include "app/tiny_run.h"
#include "gan/networks/options.h"
#include "gan/storage/checkpoint.h"

namespace gan::test {
namespace {

struct Recipe {
  std::string name;
  Words flags;
};

void PrintTo(const Recipe& recipe, std::ostream* out) {
  *out << recipe.name;
}

// Small networks of the architecture.
Words small(const std::string& architecture) {
  if (architecture == kTutorialArchitecture)
    return {"--architecture=" + architecture, "--generator-hidden=32,64",
            "--discriminator-hidden=64,32,16"};
  return {"--architecture=" + architecture, "--generator-width=4", "--discriminator-width=4"};
}

Recipe recipe(const std::string& name, const std::string& architecture, const Words& flags) {
  Recipe recipe{name, small(architecture)};
  recipe.flags.insert(recipe.flags.end(), flags.begin(), flags.end());
  return recipe;
}

// Every architecture, and what exchanges or draws more than the tutorial's recipe does.
std::vector<Recipe> recipes() {
  std::vector<Recipe> all;
  for (const std::string& name : architecture_names()) {
    all.push_back(recipe(name, name, {}));
    all.push_back(
        recipe(name + "_conditional", name, {"--conditional", "--fake-statistics=batch"}));
  }
  all.push_back(recipe("reference", "mlp", {"--fast=off"}));
  all.push_back(recipe("filtered", "mlp",
                       {"--shift=2", "--output-filter=binomial", "--batch-norm=before-relu"}));
  all.push_back(
      recipe("augmented", "mlp",
             {"--shift=2", "--flip", "--generator-average=0.9", "--discriminator-steps=2"}));
  all.push_back(
      recipe("paired", "dcgan",
             {"--loss=relativistic", "--discriminator-updates=joint", "--r1=1", "--r2=1"}));
  all.push_back(
      recipe("penalised", "mlp",
             {"--loss=wasserstein", "--discriminator-updates=joint", "--gradient-penalty=10"}));
  return all;
}

class SameResults : public testing::TestWithParam<Recipe> {
 protected:
  // Steps so small that Adam does not turn rounding into steps of full size (README, "Several
  // GPUs and machines").
  Words train(const std::string& out, const Words& more = {}) const {
    Words words = {"train",       "--dataset=synthetic",  "--device=cpu",
                   "--epochs=1",  "--batch-size=7",       "--iterations-per-epoch=50",
                   "--threads=1", "--learning-rate=1e-6", "--out",
                   folder / out};
    words.insert(words.end(), GetParam().flags.begin(), GetParam().flags.end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  NamedTensors tensors(const std::string& out) const {
    return load_checkpoint(folder / (out + "/checkpoints/epoch-0001.safetensors")).training.tensors;
  }
  TempFolder folder;
};

// The greatest difference of two trainings' networks.
double distance(const NamedTensors& a, const NamedTensors& b) {
  double most = 0;
  for (const auto& [name, tensor] : a)
    if (name.rfind("adam.", 0) != 0 && tensor.is_floating_point())
      most = std::max(most, (tensor - b.at(name)).abs().max().item<double>());
  return most;
}

TEST_P(SameResults, AsOneProcess) {
  ASSERT_EQ(run_gan(train("one")).exit_code, 0);
  const NamedTensors one = tensors("one");
  for (const int count : {2, 3}) {
    const std::string out = "of" + std::to_string(count);
    for (const Outcome& outcome : Processes(count, train(out)).finish())
      ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    const NamedTensors several = tensors(out);
    ASSERT_EQ(one.size(), several.size());
    EXPECT_LT(distance(one, several), 1e-5) << count;
    EXPECT_TRUE(one.at("random.cpu").equal(several.at("random.cpu")));
  }
  // What 1e-5 is little against.
  const NamedTensors start =
      load_checkpoint(folder / "one/checkpoints/epoch-0000.safetensors").training.tensors;
  EXPECT_GT(distance(start, one), 4e-5);
}

INSTANTIATE_TEST_SUITE_P(Recipes, SameResults, testing::ValuesIn(recipes()),
                         [](const auto& each) { return each.param.name; });

class SameBytes : public testing::Test {
 protected:
  void train(const std::string& out, int count, const Words& more = {}) const {
    for (const Outcome& outcome : Processes(count, tiny_run(folder / out, more)).finish())
      EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  }
  std::string last(const std::string& out) const {
    return read_file(folder / (out + "/checkpoints/epoch-0004.safetensors"));
  }
  TempFolder folder;
};

TEST_F(SameBytes, OfTheSameNumberOfProcesses) {
  train("a", 2);
  train("b", 2);
  EXPECT_EQ(last("a"), last("b"));
  EXPECT_EQ(read_file(folder / "a/gan_gen.pt"), read_file(folder / "b/gan_gen.pt"));
}

TEST_F(SameBytes, AfterAResume) {
  train("whole", 2);
  train("cut", 2, {"--epochs=2"});
  train("cut", 2, {"--resume-if-present"});
  EXPECT_EQ(last("whole"), last("cut"));
}

TEST_F(SameBytes, AnyNumberGoesOn) {
  train("run", 2, {"--epochs=1"});
  for (const auto& [count, epochs] : {std::pair(3, "2"), std::pair(1, "3"), std::pair(2, "4")}) {
    const Words words = {"train", "--resume", folder / "run", std::string("--epochs=") + epochs};
    if (count == 1)
      EXPECT_EQ(run_gan(words).exit_code, 0);
    else
      for (const Outcome& outcome : Processes(count, words).finish())
        EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  }
  EXPECT_EQ(lines(read_file(folder / "run/log.jsonl")), 4);
}

}  // namespace
}  // namespace gan::test
