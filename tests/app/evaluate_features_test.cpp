// `gan evaluate --features` and `gan train --features`: a user's network in place of the
// classifier.
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"
#include "files.h"
#include "gan/base/sha256.h"
#include "storage/script_file.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class EvaluateFeatures : public testing::Test {
 protected:
  // Pictures without labels, and a network of 10 numbers an image.
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    ASSERT_EQ(run({"synthetic", "--count=60", "--size=16", "--out", file("classes")}).exit_code, 0);
    std::filesystem::create_directory(file("set"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(file("classes")))
      if (entry.is_regular_file())
        std::filesystem::rename(entry.path(), file("set") + "/" +
                                                  entry.path().parent_path().filename().string() +
                                                  entry.path().filename().string());
    torch::manual_seed(1);
    script_module("return torch.linear(x.flatten(1), self.w)", torch::randn({10, 768}))
        .save(file("features.pt"));
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static std::string file(const std::string& name) { return *folder_ / name; }
  static Outcome run(const Words& words) {
    return run_gan(words, {{"XDG_CACHE_HOME", file("cache")}});
  }
  static Words train(const Words& flags) {
    Words all = {"train",
                 "--data",
                 file("set"),
                 "--device=cpu",
                 "--threads=1",
                 "--iterations-per-epoch=2",
                 "--batch-size=8",
                 "--evaluate-every=1",
                 "--evaluate-samples=40",
                 "--tensorboard"};
    all.insert(all.end(), flags.begin(), flags.end());
    return all;
  }
  static Words evaluate(const Words& flags) {
    Words all = {"evaluate", "--data", file("set"), "--samples=40", "--device=cpu", "--threads=1"};
    all.insert(all.end(), flags.begin(), flags.end());
    return all;
  }

  inline static std::unique_ptr<TempFolder> folder_;
};

TEST_F(EvaluateFeatures, MeasuresWithoutLabels) {
  const std::string hash = sha256_of_file(file("features.pt"));
  const Outcome trained =
      run(train({"--epochs=2", "--features", file("features.pt"), "--out", file("run")}));
  ASSERT_EQ(trained.exit_code, 0) << trained.errors;
  const std::string log = read_file(file("run/log.jsonl"));
  const auto logged = nlohmann::json::parse(log.substr(log.find('\n') + 1))["evaluation"];
  EXPECT_EQ(logged["features"], hash);
  for (const char* name : {"classifier", "modes", "class_shares", "classifier_score"})
    EXPECT_FALSE(logged.contains(name)) << name;
  const std::string report = read_file(file("run/report.html"));
  EXPECT_TRUE(has(report, {"the features of the network <code>" + hash.substr(0, 12)}));
  EXPECT_FALSE(has(report, {"Classes drawn"}));
  EXPECT_FALSE(has(report, {"Low-confidence"}));

  const Outcome measured = run(evaluate({"--checkpoint", file("run/gan_gen.pt"), "--features",
                                         file("features.pt"), "--out", file("measured.json")}));
  ASSERT_EQ(measured.exit_code, 0) << measured.errors;
  EXPECT_TRUE(has(measured.output, {"features   " + file("features.pt") + " (" +
                                        hash.substr(0, 12) + "), 10 numbers an image",
                                    "Frechet distance", "coverage"}));
  EXPECT_FALSE(has(measured.output, {"class"}));
  const auto json = nlohmann::json::parse(read_file(file("measured.json")));
  EXPECT_EQ(json["features"]["hash"], hash);
  EXPECT_EQ(json["samples"]["frechet_distance"], logged["frechet_distance"]);

  const Outcome compared = run({"compare", file("run")});
  EXPECT_EQ(compared.exit_code, 0) << compared.errors;
  EXPECT_TRUE(has(compared.output, {"features " + hash.substr(0, 12)}));

  const Outcome resumed = run({"train", "--resume", file("run"), "--epochs=3", "--device=cpu"});
  EXPECT_EQ(resumed.exit_code, 0) << resumed.errors;
  EXPECT_TRUE(has(resumed.output, {"epoch 3: Frechet distance"}));
}

TEST_F(EvaluateFeatures, WithoutLabelsTheErrorsNameTheFlag) {
  EXPECT_TRUE(has(refusal_line(evaluate({"--images", file("set")}), 1),
                  {"for each class", "--features FILE.pt"}));
  EXPECT_TRUE(has(refusal_line(train({"--out", file("other")}), 2),
                  {"leave out --evaluate-every", "--features FILE.pt"}));
  EXPECT_FALSE(std::filesystem::exists(file("other")));
}

// options.json names the images, and run.json their SHA-256.
TEST_F(EvaluateFeatures, AGeneratorIsMeasuredAgainstTheImagesOfItsRun) {
  const auto measure = [](const Words& flags) {
    Words all = {"evaluate",    "--features", file("features.pt"), "--samples=40", "--device=cpu",
                 "--threads=1", "--out",      file("own.json")};
    all.insert(all.end(), flags.begin(), flags.end());
    return run(all);
  };
  ASSERT_EQ(run({"train", "--data", file("set"), "--size=14", "--channels=1", "--device=cpu",
                 "--epochs=1", "--iterations-per-epoch=1", "--batch-size=8", "--generator-hidden=8",
                 "--discriminator-hidden=8", "--out", file("own")})
                .exit_code,
            0);
  torch::manual_seed(2);
  script_module("return torch.linear(x.float().mean(1).flatten(1), self.w)",
                torch::randn({10, 196}))
      .save(file("features.pt"));
  for (const char* network : {"own/gan_gen.pt", "own/checkpoints/epoch-0001.safetensors"}) {
    const Outcome outcome = measure({"--checkpoint", file(network)});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_TRUE(has(outcome.output, {"training images"})) << outcome.output;
    EXPECT_FALSE(has(outcome.errors, {"other images"}));
    const auto json = nlohmann::json::parse(read_file(file("own.json")));
    EXPECT_EQ(json["training_images"]["source"], file("set"));
  }
  ASSERT_EQ(run({"synthetic", "--count=60", "--seed=9", "--out", file("others")}).exit_code, 0);
  const Outcome other =
      measure({"--checkpoint", file("own/gan_gen.pt"), "--data", file("others"), "--fit=stretch"});
  ASSERT_EQ(other.exit_code, 0) << other.errors;
  EXPECT_TRUE(has(other.errors, {"warning: " + file("own/gan_gen.pt"), "other images"}));

  std::filesystem::rename(file("set"), file("moved"));
  const Outcome gone = measure({"--checkpoint", file("own/gan_gen.pt")});
  EXPECT_EQ(gone.exit_code, 1);
  EXPECT_TRUE(has(gone.errors, {file("set"), file("own/options.json") + " gave this path"}));
  EXPECT_EQ(measure({"--checkpoint", file("own/gan_gen.pt"), "--data", file("moved")}).exit_code,
            0);
  std::filesystem::rename(file("moved"), file("set"));
}

TEST_F(EvaluateFeatures, WhatIsNoNetworkIsRefusedBeforeTraining) {
  write_file(file("text.pt"), "text");
  EXPECT_TRUE(has(refusal_line(train({"--features", file("text.pt"), "--out", file("other")}), 2),
                  {file("text.pt")}));
  EXPECT_FALSE(std::filesystem::exists(file("other")));
  const Outcome missing = run(evaluate({"--images", file("set"), "--features", file("none.pt")}));
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_TRUE(has(missing.errors, {file("none.pt"), "found none of that name"}));
}

}  // namespace
}  // namespace gan::test
