// The images of a training.
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/tiny_run.h"
#include "gan/data/formats/idx.h"

namespace gan::test {
namespace {

TEST(TrainData, FallsBackToSyntheticDigitsLoudly) {
  const TempFolder folder;
  Words words = tiny_run(folder / "run", {"--quiet"});
  words[1] = "--dataset=auto";
  const Outcome outcome = run_gan(words);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"warning", "synthetic"}));
  const auto record = nlohmann::json::parse(read_file(folder / "run/run.json"));
  EXPECT_TRUE(has(record["data"]["notice"], {"synthetic"}));

  words[1] = "--dataset=mnist";
  words[2] = "--out=" + folder / "other";
  const Outcome refused = run_gan(words);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(lines(refused.errors), 1) << refused.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "other"));
}

TEST(TrainData, LooksAtTheRangeOfTheImages) {
  const TempFolder folder;
  const auto trained = [&](const std::string& name, int white, const Words& more = {}) {
    std::string bytes;
    for (const char byte : noise(12 * 10 * 6)) bytes += static_cast<char>((byte & 1) * white);
    write_file(folder / "train-images-idx3-ubyte", encode_idx_header({12, 10, 6}) + bytes);
    Words words = tiny_run(folder / name, more);
    words[1] = "--data=" + folder.path();
    return run_gan(words);
  };
  EXPECT_TRUE(has(trained("a", 1).output, {"ubyte, pixel range 0 to 1, found\n"}));
  EXPECT_TRUE(has(trained("b", 255).output, {"ubyte, pixel range 0 to 255, found\n"}));
  EXPECT_TRUE(read_file(folder / "a/gan_gen.pt") == read_file(folder / "b/gan_gen.pt"));
  const auto record = nlohmann::json::parse(read_file(folder / "a/run.json"));
  EXPECT_EQ(record["data"]["pixel_range"], "0,1");
  EXPECT_TRUE(has(trained("c", 1, {"--pixel-range=0,255"}).output, {"0 to 255, given\n"}));
  EXPECT_TRUE(has(trained("d", 40).errors, {"warning", "--pixel-range"}));
  EXPECT_TRUE(has(trained("e", 5).errors, {"--pixel-range BLACK,WHITE", "0,5"}));
  EXPECT_EQ(trained("f", 5, {"--pixel-range=5"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder / "e"));
}

TEST(TrainData, LabelsDoNotMatter) {
  const TempFolder folder;
  write_file(folder / "train-images-idx3-ubyte", encode_idx_header({12, 10, 6}) + noise(720));
  write_file(folder / "train-labels-idx1-ubyte", "no labels");
  Words words = tiny_run(folder / "run");
  words[1] = "--data=" + folder.path();
  EXPECT_EQ(run_gan(words).exit_code, 0);
  words[2] = "--out=" + folder / "other";
  words.push_back("--evaluate-every=2");
  const Outcome evaluated = run_gan(words);
  EXPECT_EQ(evaluated.exit_code, 2);
  EXPECT_TRUE(
      has(evaluated.errors, {"--evaluate-every", "train-labels-idx1-ubyte", "IDX label file"}));
}

TEST(TrainData, TakesImagesOfAnySize) {
  const TempFolder folder;
  std::string idx("\0\0\x08\x03\0\0\0\x0c\0\0\0\x0a\0\0\0\x06", 16);
  idx += noise(12 * 10 * 6);
  write_file(folder / "train-images.idx3-ubyte", idx);
  Words words = tiny_run(folder / "run");
  words[1] = "--data=" + folder.path();
  const Outcome outcome = run_gan(words);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"IDX images", "(12, 10, 6)\n"}));
}

}  // namespace
}  // namespace gan::test
