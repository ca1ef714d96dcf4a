// `gan train` on pictures, from end to end.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"
#include "data/pictures/picture_sets.h"
#include "files.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

class TrainOnPictures : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    pictures_ = std::make_unique<TempFolder>();
    ASSERT_EQ(run_gan({"synthetic", "--count=48", "--size=16", "--out", set()}).exit_code, 0);
  }
  static void TearDownTestSuite() { pictures_.reset(); }
  static std::string set() { return *pictures_ / "set"; }

  Words words(const Words& more) const {
    Words all = {
        "train",          "--device=cpu", "--threads=2",  "--epochs=2", "--iterations-per-epoch=2",
        "--batch-size=8", "--out",        folder_ / "run"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Words small(const std::string& architecture, const Words& more = {}) const {
    Words all = words({"--data", set(), "--architecture", architecture});
    if (architecture == "mlp")
      all.insert(all.end(), {"--generator-hidden=16", "--discriminator-hidden=16"});
    else
      all.insert(all.end(), {"--generator-width=4", "--discriminator-width=4"});
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  inline static std::unique_ptr<TempFolder> pictures_;
  const TempFolder folder_;
};

std::int64_t channels_in(const std::string& png) {
  return channels_of(png_chunks(read_file(png)).front());
}

TEST_F(TrainOnPictures, EveryArchitectureDrawsInColour) {
  for (const char* architecture : {"mlp", "dcgan", "resnet"}) {
    const Outcome outcome = run_gan(small(architecture, {"--overwrite", "--flip"}));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_TRUE(has(outcome.output, {"pictures, " + set() + ", 8 classes by class folders\n",
                                     "(48, 3, 16, 16)\n"}));
    for (const char* name : {"grid", "neighbours", "interpolation", "progress", "training"})
      EXPECT_EQ(channels_in(folder_ / ("run/samples/" + std::string(name) + ".png")), 3)
          << architecture << " " << name;
    const auto record = nlohmann::json::parse(read_file(folder_ / "run/run.json"));
    EXPECT_EQ(record["data"]["channels"], 3);
    EXPECT_EQ(record["data"]["classes"].size(), 8u);
    for (const char* network : {"gan_gen.pt", "checkpoints/epoch-0002.safetensors"}) {
      const std::string drawn = folder_ / "drawn.png", raw = folder_ / "drawn.npy";
      const Outcome generated = run_gan({"generate", "--checkpoint", folder_ / "run/" + network,
                                         "--count=4", "--out", drawn, "--raw", raw});
      ASSERT_EQ(generated.exit_code, 0) << generated.errors;
      EXPECT_TRUE(has(generated.output, {"[4, 3, 16, 16]"}));
      EXPECT_EQ(channels_in(drawn), 3);
    }
  }
}

TEST_F(TrainOnPictures, ResumesToTheSameBytes) {
  ASSERT_EQ(run_gan(small("dcgan", {"--flip"})).exit_code, 0);
  const std::string whole = read_file(folder_ / "run/gan_gen.pt");
  ASSERT_EQ(run_gan(small("dcgan", {"--flip", "--epochs=1", "--overwrite"})).exit_code, 0);
  const Outcome resumed = run_gan({"train", "--resume", folder_ / "run", "--epochs=2"});
  ASSERT_EQ(resumed.exit_code, 0) << resumed.errors;
  EXPECT_EQ(read_file(folder_ / "run/gan_gen.pt"), whole);
  // Without the flip, other images are drawn.
  ASSERT_EQ(run_gan(small("dcgan", {"--overwrite"})).exit_code, 0);
  EXPECT_NE(read_file(folder_ / "run/gan_gen.pt"), whole);
}

TEST_F(TrainOnPictures, SizesAndChannelsAreAsAsked) {
  const Outcome outcome =
      run_gan(small("dcgan", {"--size=12x20", "--channels=1", "--fit=stretch"}));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"48 scaled to 12 by 20 (stretch)", "(48, 12, 20)\n"}));
}

TEST_F(TrainOnPictures, MistakesAreOneLine) {
  const std::string odd = folder_ / "odd";
  write_files(odd, {{"a.png", plain_png(4, 4, 1)}, {"b.png", plain_png(5, 4, 1)}});
  EXPECT_TRUE(has(refusal_line(words({"--data", odd}), 2), {odd, "2 sizes", "--size 64"}));
  write_files(odd, {{"b.png", "damaged"}});
  EXPECT_TRUE(has(refusal_line(words({"--data", odd}), 1), {"b.png", "--skip-damaged 1"}));
  EXPECT_TRUE(has(refusal_line(words({"--data", odd, "--size=0"}), 2), {"--size", "\"0\""}));
  EXPECT_TRUE(
      has(refusal_line(words({"--data", odd, "--channels=2"}), 2), {"--channels", "auto, 1, 3"}));
  EXPECT_TRUE(
      has(refusal_line(words({"--data", odd + "/a.png"}), 1), {"a PNG picture", "the folder"}));
  EXPECT_TRUE(
      has(refusal_line(words({"--data", set(), "--pixel-range=0,1"}), 2), {"--pixel-range"}));
  EXPECT_TRUE(has(refusal_line(words({"--data", set(), "--transpose"}), 2), {"--transpose"}));
  EXPECT_TRUE(has(
      refusal_line(small("mlp", {"--evaluate-every=1"}), 2),
      {"leave out --evaluate-every", "at least 400 images, 50 for each of 8 classes", "found 48"}));
  EXPECT_FALSE(fs::exists(folder_ / "run"));
}

TEST_F(TrainOnPictures, NetworksThatAreTooLargeAreRefusedBeforeDecoding) {
  const Words huge = words({"--data", set(), "--size=4096"});
  const Outcome outcome = run_gan(huge, {{"XDG_CACHE_HOME", folder_ / "cache"}});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(has(outcome.errors, {"--size 4096", "weights", "a smaller --size"}));
  EXPECT_FALSE(fs::exists(folder_ / "cache"));
  ASSERT_EQ(run_gan(words({"--data", set(), "--epochs=1"})).exit_code, 0);
  EXPECT_TRUE(
      has(refusal_line({"train", "--resume", folder_ / "run", "--epochs=3", "--size=4096"}, 1),
          {"--size 4096", "weights", "a smaller --size"}));
}

}  // namespace
}  // namespace gan::test
