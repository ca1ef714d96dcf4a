// `gan train --conditional` and `gan generate --class`, from end to end.
#include <gtest/gtest.h>

#include "app/program.h"
#include "data/pictures/picture_sets.h"
#include "files.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

Words joined(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class Conditional : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    pictures_ = std::make_unique<TempFolder>();
    ASSERT_EQ(run_gan({"synthetic", "--count=48", "--size=16", "--out", set()}).exit_code, 0);
  }
  static void TearDownTestSuite() { pictures_.reset(); }
  static std::string set() { return *pictures_ / "set"; }

  Words train(const std::string& out, const Words& more = {}) const {
    return joined({"train", "--conditional", "--device=cpu", "--threads=2", "--epochs=2",
                   "--iterations-per-epoch=2", "--batch-size=8", "--out", folder_ / out},
                  more);
  }
  Words pictures(const std::string& out, const std::string& architecture,
                 const Words& more = {}) const {
    const std::string width = architecture == "mlp" ? "hidden=16" : "width=4";
    return joined(train(out, {"--data", set(), "--architecture", architecture,
                              "--generator-" + width, "--discriminator-" + width}),
                  more);
  }
  // The pixels that `gan generate` draws.
  std::string drawn(const std::string& file, const Words& more) const {
    const Outcome outcome = run_gan(joined(
        {"generate", "--device=cpu", "--checkpoint", file, "--raw", folder_ / "raw.npy"}, more));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return read_file(folder_ / "raw.npy");
  }
  // Width over height.
  static double aspect_of(const std::string& png) {
    const std::string header = png_chunks(read_file(png)).front().body;
    return static_cast<double>(big_endian(header, 0)) / static_cast<double>(big_endian(header, 4));
  }

  inline static std::unique_ptr<TempFolder> pictures_;
  const TempFolder folder_;
};

TEST_F(Conditional, EveryArchitectureDrawsTheClassThatIsAskedFor) {
  for (const char* architecture : {"mlp", "dcgan", "resnet"}) {
    SCOPED_TRACE(architecture);
    ASSERT_EQ(run_gan(pictures(architecture, architecture)).exit_code, 0);
    const std::string run = folder_ / architecture;
    const std::string generator = run + "/gan_gen.pt";
    const std::string stars = drawn(generator, {"--class=star", "--count=3"});
    EXPECT_TRUE(drawn(generator, {"--class=6", "--count=3"}) == stars);
    EXPECT_TRUE(drawn(generator, {"--class=ring", "--count=3"}) != stars);
    EXPECT_TRUE(drawn(generator, {"--count=3"}) != stars);
    EXPECT_EQ(
        drawn(run + "/checkpoints/epoch-0002.safetensors", {"--class=star", "--count=3"}).size(),
        stars.size());
    const Outcome summary = run_gan({"summary", "--checkpoint", generator});
    EXPECT_TRUE(has(
        summary.output,
        {std::string(architecture) == "resnet" ? "ConditionalBatchNormalization" : "Embedding"}));
    EXPECT_TRUE(
        has(run_gan({"summary", "--checkpoint", run + "/gan_dis.pt"}).output, {"(Projection)"}));
    EXPECT_TRUE(has(read_file(run + "/options.json"), {"\"conditional\": true"}));
  }
}

TEST_F(Conditional, PicturesHaveARowForEachClass) {
  ASSERT_EQ(run_gan(pictures("run", "dcgan")).exit_code, 0);
  const std::string run = folder_ / "run";
  // Eight classes: ten images of each in the grid, five of each after an epoch.
  EXPECT_NEAR(aspect_of(run + "/samples/grid.png"), 10.0 / 8, 0.03);
  EXPECT_NEAR(aspect_of(run + "/samples/epoch-0002.png"), 5.0 / 8, 0.03);
  const std::string each = folder_ / "each.png";
  const Outcome outcome = run_gan({"generate", "--device=cpu", "--checkpoint", run + "/gan_gen.pt",
                                   "--class=each", "--count=3", "--out", each});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"24 images"}));
  EXPECT_NEAR(aspect_of(each), 3.0 / 8, 0.03);
}

TEST_F(Conditional, ResumesToTheSameBytes) {
  for (const char* architecture : {"mlp", "resnet"}) {
    const std::string whole = std::string(architecture) + "-whole";
    const std::string cut = std::string(architecture) + "-cut";
    ASSERT_EQ(run_gan(pictures(whole, architecture, {"--generator-average=0.9"})).exit_code, 0);
    ASSERT_EQ(
        run_gan(pictures(cut, architecture, {"--generator-average=0.9", "--epochs=1"})).exit_code,
        0);
    const Outcome resumed = run_gan({"train", "--resume", folder_ / cut, "--epochs=2"});
    ASSERT_EQ(resumed.exit_code, 0) << resumed.errors;
    for (const char* file :
         {"/gan_gen.pt", "/gan_dis.pt", "/samples/grid.png", "/samples/interpolation.png"})
      EXPECT_TRUE(read_file(folder_ / (cut + file)) == read_file(folder_ / (whole + file))) << file;
  }
}

TEST_F(Conditional, DigitsAreClassesWithoutNames) {
  ASSERT_EQ(run_gan(train("digits", {"--dataset=synthetic", "--generator-hidden=16",
                                     "--discriminator-hidden=16"}))
                .exit_code,
            0);
  const std::string generator = folder_ / "digits/gan_gen.pt";
  EXPECT_TRUE(drawn(generator, {"--class=3"}) != drawn(generator, {"--class=7"}));
  EXPECT_TRUE(
      has(refusal_line(
              {"generate", "--checkpoint", generator, "--class=10", "--out", folder_ / "x.png"}, 2),
          {"--class", "from 0 to 9", "\"10\""}));
  EXPECT_EQ(drawn(generator, {"--class=each", "--interpolate=4", "--count=2"}).size(),
            drawn(generator, {"--class=3", "--interpolate=4", "--count=20"}).size());
}

TEST_F(Conditional, MistakesAreOneLine) {
  const std::string plain = folder_ / "plain";
  write_files(plain, {{"a.png", plain_png(4, 4, 1)}, {"b.png", plain_png(4, 4, 2)}});
  EXPECT_TRUE(has(refusal_line(train("run", {"--data", plain}), 2),
                  {plain, "all pictures in one folder", "or leave out --conditional"}));
  write_files(plain, {{"dataset.json", R"({"labels": [["a.png", 0], ["b.png", 0]]})"}});
  EXPECT_TRUE(has(refusal_line(train("run", {"--data", plain}), 2),
                  {"--conditional", "2 to 65536 classes", "found 1"}));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run"));

  write_files(plain, {{"dataset.json", R"({"labels": [["a.png", 0], ["b.png", 1]]})"}});
  const Words small = {"--data", plain, "--architecture=dcgan", "--generator-width=4",
                       "--discriminator-width=4"};
  ASSERT_EQ(run_gan(train("run", small)).exit_code, 0);
  write_files(plain, {{"dataset.json", R"({"labels": [["a.png", 1], ["b.png", 0]]})"}});
  EXPECT_TRUE(has(refusal_line({"train", "--resume", folder_ / "run", "--epochs=3"}, 2),
                  {plain, "other labels for the same images"}));
  write_files(plain, {{"dataset.json", R"({"labels": [["a.png", "x"], ["b.png", "y"]]})"}});
  EXPECT_TRUE(has(refusal_line({"train", "--resume", folder_ / "run", "--epochs=3"}, 2),
                  {plain, "2 classes that the run started with (0, 1)", "found 2 (x, y)"}));
  EXPECT_TRUE(has(refusal_line({"train", "--resume", folder_ / "run", "--epochs=3", "--other-data",
                                "--data", set(), "--size=4", "--channels=1"},
                               2),
                  {set(), "2 classes that the run started with", "found 8 (circle, "}));

  const Words without = {"generate", "--out", folder_ / "x.png", "--checkpoint"};
  ASSERT_EQ(run_gan({"train", "--dataset=synthetic", "--device=cpu", "--epochs=1",
                     "--iterations-per-epoch=1", "--batch-size=8", "--out", folder_ / "no"})
                .exit_code,
            0);
  EXPECT_TRUE(
      has(refusal_line({"train", "--resume", folder_ / "no", "--epochs=2", "--conditional"}, 2),
          {"--conditional", "as at the start of the run"}));
  EXPECT_TRUE(has(refusal_line(joined(without, {folder_ / "no/gan_gen.pt", "--class=1"}), 2),
                  {"--class", "a conditional generator", "gan train --conditional"}));
  EXPECT_TRUE(has(refusal_line(joined(without, {folder_ / "run/gan_gen.pt", "--class=owl"}), 2),
                  {"--class", "0, 1", "\"owl\""}));
  EXPECT_TRUE(
      has(refusal_line(
              joined(without, {folder_ / "run/gan_gen.pt", "--class=each", "--count=600000"}), 2),
          {"1000000 images", "2 classes of 600000"}));
}

}  // namespace
}  // namespace gan::test
