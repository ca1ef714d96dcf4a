// `gan generate` and `gan summary`, on what `gan train` wrote and on what it did not.
#include <gtest/gtest.h>

#include "app/foreign_generator.h"
#include "app/program.h"
#include "files.h"
#include "gan/data/formats/idx.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class Generate : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    trained_ = run_gan({"train", "--dataset=synthetic", "--epochs=1", "--iterations-per-epoch=2",
                        "--batch-size=8", "--latent-dim=8", "--generator-hidden=16",
                        "--discriminator-hidden=16", "--out", *folder_ / "run"});
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override { ASSERT_EQ(trained_.exit_code, 0) << trained_.errors; }

  static std::string generator() { return *folder_ / "run/gan_gen.pt"; }
  static std::string file(const std::string& name) { return *folder_ / name; }

  // The one line that a failure leaves on standard error.
  static std::string refusal(const Words& words, int exit_code = 1) {
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    return outcome.errors;
  }

  static TempFolder* folder_;
  static Outcome trained_;
};

TempFolder* Generate::folder_ = nullptr;
Outcome Generate::trained_;

TEST_F(Generate, SameSeedSamePictureAndAnotherSeedAnother) {
  for (const auto& [name, seed] : {std::pair("a.png", "1"), {"b.png", "1"}, {"c.png", "2"}})
    ASSERT_EQ(run_gan({"generate", "--checkpoint", generator(), "--out", file(name), "--seed", seed,
                       "--device=cpu"})
                  .exit_code,
              0);
  EXPECT_TRUE(read_file(file("a.png")) == read_file(file("b.png")));
  EXPECT_FALSE(read_file(file("a.png")) == read_file(file("c.png")));
}

TEST_F(Generate, RawImagesForUseElsewhere) {
  ASSERT_EQ(run_gan({"generate", "--checkpoint", generator(), "--raw", file("x.npy"), "--count=7"})
                .exit_code,
            0);
  const std::string npy = read_file(file("x.npy"));
  EXPECT_TRUE(has(npy.substr(0, 128), {"NUMPY", "'<f4'", "(7, 28, 28)"}));
  EXPECT_EQ(npy.size() % 64, 7 * 28 * 28 * 4 % 64);

  ASSERT_EQ(run_gan({"generate", "--checkpoint", generator(), "--raw", file("x.idx"), "--count=7"})
                .exit_code,
            0);
  const IdxArray idx = read_idx(file("x.idx"), 3);
  EXPECT_EQ(idx.sizes, (std::vector<std::int64_t>{7, 28, 28}));
}

TEST_F(Generate, LooksAtTheRangeOfOtherGenerators) {
  write_foreign_generator(file("tanh.pt"), "torch.tanh(x @ self.weight)");
  write_foreign_generator(file("sigmoid.pt"), "(torch.tanh(x @ self.weight) + 1) / 2");
  write_foreign_generator(file("bytes.pt"), "(torch.tanh(x @ self.weight) + 1) * 127.5");
  write_foreign_generator(file("half.pt"), "torch.tanh(x @ self.weight) * 3");
  const auto drawn = [&](const std::string& name, const Words& more = {}) {
    Words words = {"generate",  "--checkpoint", file(name),       "--latent-dim=8",
                   "--count=2", "--raw",        file("drawn.idx")};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return std::pair(outcome.output, read_file(file("drawn.idx")));
  };
  const auto [said, expected] = drawn("tanh.pt");
  EXPECT_TRUE(has(said, {file("tanh.pt") + ": pixel range -1 to 1, found\n"}));
  const auto [of_sigmoid, sigmoid] = drawn("sigmoid.pt");
  EXPECT_TRUE(has(of_sigmoid, {"pixel range 0 to 1, found\n"}));
  const auto [of_bytes, bytes] = drawn("bytes.pt");
  EXPECT_TRUE(has(of_bytes, {"pixel range 0 to 255, found\n"}));
  ASSERT_EQ(sigmoid.size(), expected.size());
  for (std::size_t i = 16; i < expected.size(); ++i) {
    const int pixel = static_cast<unsigned char>(expected[i]);
    ASSERT_NEAR(static_cast<unsigned char>(sigmoid[i]), pixel, 1);
    ASSERT_NEAR(static_cast<unsigned char>(bytes[i]), pixel, 1);
  }
  EXPECT_TRUE(has(drawn("half.pt", {"--pixel-range=-3,3"}).first, {"-3 to 3, given"}));
  EXPECT_TRUE(has(refusal({"generate", "--checkpoint", file("half.pt"), "--latent-dim=8", "--out",
                           file("never.png")}),
                  {file("half.pt"), "--pixel-range BLACK,WHITE"}));
  EXPECT_FALSE(std::filesystem::exists(file("never.png")));
}

TEST_F(Generate, InterpolationGoesFromOneEndToTheOther) {
  ASSERT_EQ(run_gan({"generate", "--checkpoint", generator(), "--raw", file("path.idx"),
                     "--interpolate=6", "--count=2"})
                .exit_code,
            0);
  const IdxArray idx = read_idx(file("path.idx"), 3);
  ASSERT_EQ(idx.sizes[0], 12);
  const auto distance = [&](std::size_t a, std::size_t b) {
    long sum = 0;
    for (std::size_t i = 0; i < 784; ++i)
      sum += std::abs(int{idx.bytes[a * 784 + i]} - int{idx.bytes[b * 784 + i]});
    return sum;
  };
  EXPECT_GT(distance(0, 5), distance(0, 1)) << "the ends are further apart than two steps";
  EXPECT_GT(distance(5, 6), distance(4, 5)) << "the second row is another path";
}

TEST_F(Generate, TheAnimationGoesThereAndBack) {
  const Outcome outcome = run_gan({"generate", "--checkpoint", generator(), "--animation",
                                   file("moving.png"), "--interpolate=6", "--count=4"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, file("moving.png") + ": 10 frames\n");
  std::vector<std::string> frames;
  for (const PngChunk& chunk : png_chunks(read_file(file("moving.png"))))
    if (chunk.name == "fdAT") frames.push_back(chunk.body.substr(4));
  ASSERT_EQ(frames.size(), 10U);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_EQ(frames[i], frames[10 - i]) << i;
  EXPECT_NE(frames[0], frames[5]) << "the ends are two pictures";
  // The first frame is the first step of each pair.
  ASSERT_EQ(run_gan({"generate", "--checkpoint", generator(), "--raw", file("steps.idx"),
                     "--interpolate=6", "--count=4"})
                .exit_code,
            0);
  const IdxArray steps = read_idx(file("steps.idx"), 3);
  const std::int64_t scale = 8, side = (2 * 28 + 1) * scale;
  const Image first = png_pixels(frames[0], side, side);
  for (std::size_t pair = 0; pair < 4; ++pair) {
    const auto left = static_cast<std::int64_t>(pair % 2 * 29),
               top = static_cast<std::int64_t>(pair / 2 * 29);
    for (std::int64_t i = 0; i < 784; ++i)
      ASSERT_NEAR(first.at((left + i % 28) * scale, (top + i / 28) * scale),
                  steps.bytes[pair * 6 * 784 + static_cast<std::size_t>(i)], 1);
  }
}

TEST_F(Generate, SaysWhatAnAnimationNeeds) {
  const auto words = [&](const Words& more) {
    Words all = {"generate", "--checkpoint", generator()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  EXPECT_TRUE(
      has(refusal(words({"--animation", file("x.png")}), 2), {"--animation", "--interpolate N"}));
  EXPECT_TRUE(has(refusal(words({"--animation", file("x.gif"), "--interpolate=3"}), 2),
                  {"--animation", ".png", "x.gif"}));
  EXPECT_TRUE(has(
      refusal(words({"--animation", file("x.png"), "--out", file("x.png"), "--interpolate=3"}), 2),
      {"--animation", "another file than --out"}));
  EXPECT_TRUE(
      has(refusal(words({"--animation", file("x.png"), "--interpolate=1000", "--count=101"}), 2),
          {"--animation", "100000", "101000"}));
  EXPECT_FALSE(std::filesystem::exists(file("x.png")));
}

TEST_F(Generate, ManyImagesComeInPortionsWithoutASeam) {
  for (const auto& [name, count] : {std::pair("few.idx", "1001"), {"more.idx", "1200"}})
    ASSERT_EQ(
        run_gan({"generate", "--checkpoint", generator(), "--raw", file(name), "--count", count})
            .exit_code,
        0);
  EXPECT_EQ(read_idx(file("more.idx"), 3).sizes[0], 1200);
  EXPECT_EQ(read_idx(file("few.idx"), 3).sizes[0], 1001);
}

TEST_F(Generate, RefusesWhatIsNoGenerator) {
  const Words out = {"--out", file("never.png")};
  const auto words = [&](const std::string& checkpoint) {
    return Words{"generate", "--checkpoint", checkpoint, out[0], out[1]};
  };
  EXPECT_TRUE(has(refusal(words(file("run/gan_dis.pt"))), {"gan_dis.pt", "discriminator"}));
  EXPECT_TRUE(has(refusal(words(file("run/options.json"))), {"options.json", "text"}));
  EXPECT_TRUE(has(refusal(words(file("run"))), {"the folder of a run", "give gan_gen.pt"}));

  const std::string whole = read_file(generator());
  EXPECT_TRUE(has(refusal(words(write_file(file("empty.pt"), ""))), {"empty.pt", "empty"}));
  EXPECT_TRUE(has(refusal(words(write_file(file("noise.pt"), noise(5000)))), {"noise.pt"}));
  EXPECT_TRUE(has(refusal(words(write_file(file("half.pt"), whole.substr(0, whole.size() / 2)))),
                  {"half.pt"}));
  std::string flipped = whole;
  flipped[flipped.size() / 2] ^= 0x10;
  EXPECT_TRUE(has(refusal(words(write_file(file("flipped.pt"), flipped))), {"flipped.pt"}));
  EXPECT_FALSE(std::filesystem::exists(file("never.png")));
}

TEST_F(Generate, SaysWhenAFlagContradictsTheFile) {
  EXPECT_TRUE(has(refusal({"generate", "--checkpoint", generator(), "--out", file("never.png"),
                           "--latent-dim=9"},
                          2),
                  {"--latent-dim"}));
  EXPECT_TRUE(has(refusal({"generate", "--checkpoint", generator(), "--out", file("never.png"),
                           "--image-size=20x20"},
                          2),
                  {"--image-size"}));
}

TEST_F(Generate, SaysWhenItCannotWrite) {
  EXPECT_TRUE(has(refusal({"generate", "--checkpoint", generator(), "--out", "/nowhere/x.png"}),
                  {"/nowhere/x.png", "No such file"}));
}

TEST_F(Generate, SummaryReadsTheFiles) {
  const Outcome generator_summary = run_gan({"summary", "--checkpoint", generator()});
  EXPECT_EQ(generator_summary.exit_code, 0) << generator_summary.errors;
  EXPECT_TRUE(has(generator_summary.output,
                  {"(None, 16)", "Total params: 13,536", "Non-trainable params: 32"}));
  const Outcome other = run_gan({"summary", "--checkpoint", file("run/gan_dis.pt")});
  EXPECT_TRUE(has(other.output, {"dropout_1 (Dropout)", "Total params: 12,577"}));
  EXPECT_EQ(
      run_gan({"summary", "--checkpoint", file("run/checkpoints/epoch-0001.safetensors")}).output,
      generator_summary.output);
  EXPECT_TRUE(
      has(refusal({"summary", "--checkpoint", file("run/log.jsonl")}), {"log.jsonl", "text"}));
  EXPECT_TRUE(has(refusal({"summary", "--checkpoint", file("run")}), {"give gan_gen.pt in it"}));
}

TEST(Summary, CountsAsTheTutorialDoes) {
  const Outcome outcome = run_gan({"summary"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"25,856", "131,584", "402,192", "Total params: 562,704",
                                   "Trainable params: 561,168\nNon-trainable params: 1,536",
                                   "803,840", "Total params: 1,460,225", "Total params: 2,022,929",
                                   "Trainable params: 561,168\nNon-trainable params: 1,461,761"}));
}

TEST(Summary, FollowsTheOptions) {
  const Outcome outcome = run_gan({"summary", "--latent-dim=10", "--generator-hidden=20",
                                   "--discriminator-hidden=5", "--image-size=4x3"});
  EXPECT_TRUE(has(outcome.output, {"Total params: 552\n", "Total params: 71\n", "(None, 12)"}));
}

}  // namespace
}  // namespace gan::test
