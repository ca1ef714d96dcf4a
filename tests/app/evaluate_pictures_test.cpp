// `gan evaluate` and `gan train --evaluate-every` on pictures in colour that `gan synthetic` draws.
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"
#include "data/pictures/picture_sets.h"
#include "files.h"
#include "gan/data/formats/npy_writer.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class EvaluatePictures : public testing::Test {
 protected:
  // 50 training pictures of each class.
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    std::filesystem::create_directory(file("set"));
    draw("set/train", 400);
    draw("set/test", 80);
    trained_ = run({"train", "--data", file("set"), "--architecture=dcgan", "--device=cpu",
                    "--threads=1", "--epochs=1", "--iterations-per-epoch=2", "--batch-size=8",
                    "--generator-width=4", "--discriminator-width=4", "--evaluate-every=1",
                    "--evaluate-samples=40", "--out", file("run")});
  }
  static void TearDownTestSuite() { folder_.reset(); }
  void SetUp() override { ASSERT_EQ(trained_.exit_code, 0) << trained_.errors; }

  static std::string file(const std::string& name) { return *folder_ / name; }
  // The number is the seed, too.
  static void draw(const std::string& name, int count) {
    const std::string number = std::to_string(count);
    ASSERT_EQ(
        run({"synthetic", "--count", number, "--seed", number, "--size=16", "--out", file(name)})
            .exit_code,
        0);
  }
  static Outcome run(const Words& words) {
    return run_gan(words, {{"XDG_CACHE_HOME", file("cache")}});
  }
  static Outcome evaluate(const Words& flags) {
    Words all = {"evaluate",     "--data",      file("set"), "--samples=40",
                 "--device=cpu", "--threads=1", "--out",     file("measured.json")};
    all.insert(all.end(), flags.begin(), flags.end());
    return run(all);
  }
  // The samples' measures.
  static nlohmann::json measured(const Words& flags) {
    const Outcome outcome = evaluate(flags);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return nlohmann::json::parse(read_file(file("measured.json")))["samples"];
  }
  static std::string refusal(const Words& flags) {
    const Outcome outcome = evaluate(flags);
    EXPECT_EQ(outcome.exit_code, 1) << outcome.errors;
    EXPECT_EQ(lines(outcome.errors.substr(outcome.errors.find("gan: "))), 1) << outcome.errors;
    return outcome.errors;
  }
  static std::string generator() { return file("run/gan_gen.pt"); }

  inline static std::unique_ptr<TempFolder> folder_;
  inline static Outcome trained_;
};

TEST_F(EvaluatePictures, TheGeneratorOfARunIsMeasured) {
  EXPECT_TRUE(has(trained_.output, {"epoch 1: Frechet distance"}));
  const auto logged = nlohmann::json::parse(read_file(file("run/log.jsonl")))["evaluation"];
  EXPECT_EQ(logged["class_shares"].size(), 8U);
  EXPECT_TRUE(has(read_file(file("run/report.html")), {"<th scope=\"row\">crescent</th>"}));

  const Outcome outcome = evaluate({"--checkpoint", generator()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"% on 80 test images", "pictures, training images: 400",
                                   "real test images", "of 8\n", "  circle ", "  triangle "}));
  const nlohmann::json drawn = measured({"--checkpoint", generator()});
  EXPECT_EQ(drawn["frechet_distance"], logged["frechet_distance"]);

  ASSERT_EQ(run({"generate", "--checkpoint", generator(), "--count=40", "--device=cpu", "--raw",
                 file("drawn.npy")})
                .exit_code,
            0);
  const nlohmann::json read = measured({"--images", file("drawn.npy"), "--pixel-range=-1,1"});
  EXPECT_EQ(read["frechet_distance"], drawn["frechet_distance"]);
  EXPECT_EQ(read["nearest_distance"], drawn["nearest_distance"]);
}

TEST_F(EvaluatePictures, PicturesAreMeasured) {
  ASSERT_EQ(
      run({"synthetic", "--count=80", "--size=16", "--seed=1", "--out", file("others")}).exit_code,
      0);
  const nlohmann::json copies = measured({"--images", file("set")});
  const nlohmann::json others = measured({"--images", file("others")});
  EXPECT_LT(copies["nearest_smallest"], 1e-6);
  EXPECT_GT(others["nearest_smallest"], 0.1);
  EXPECT_LT(others["frechet_distance"]["value"],
            measured({"--checkpoint", generator()})["frechet_distance"]["value"]);
}

TEST_F(EvaluatePictures, WhatDoesNotFitIsRefused) {
  const std::vector<float> numbers(40 * 3 * 256, 0.5F);
  write_file(file("grey.npy"), encode_npy({40, 16, 16}, numbers.data()));
  write_file(file("colour.npy"), encode_npy({40, 3, 16, 16}, numbers.data()));
  EXPECT_TRUE(
      has(refusal({"--images", file("grey.npy")}), {file("grey.npy"), "3 channels", "1 channel"}));
  EXPECT_TRUE(has(refusal({"--images", file("colour.npy"), "--channels=1"}),
                  {file("colour.npy"), "1 channel", "3 channels"}));
  EXPECT_TRUE(has(refusal({"--checkpoint", generator(), "--channels=1"}),
                  {generator(), "16 by 16 pixels, 1 channel", "16 by 16 pixels, 3 channels"}));
  for (int i = 0; i < 20; ++i)
    write_files(file("plain"), {{std::to_string(i) + ".png", plain_png(16, 16, 9)}});
  EXPECT_TRUE(has(refusal({"--images", file("plain")}), {"3 channels", "pictures of 1 channel"}));
}

TEST_F(EvaluatePictures, TooFewPicturesAreRefused) {
  draw("few", 399);
  EXPECT_TRUE(has(refusal({"--checkpoint", generator(), "--data", file("few")}),
                  {file("few"), "at least 400 images, 50 for each of 8 classes", "found 399"}));
}

}  // namespace
}  // namespace gan::test
