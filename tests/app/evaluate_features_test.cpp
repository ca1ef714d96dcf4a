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
                  {"--evaluate-every", "--features FILE.pt"}));
  EXPECT_FALSE(std::filesystem::exists(file("other")));
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
