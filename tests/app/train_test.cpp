// `gan train` from end to end, on synthetic digits.
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"
#include "files.h"
#include "gan/base/fields.h"
#include "gan/data/formats/idx.h"
#include "gan/storage/torchscript/zip_check.h"
#include "gan/training/preset.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

// Small networks and short epochs, so that a run takes a moment.
Words tiny_run(const std::string& out, const Words& more = {}) {
  Words words = {"train",
                 "--dataset=synthetic",
                 "--out=" + out,
                 "--device=cpu",
                 "--threads=2",
                 "--epochs=4",
                 "--iterations-per-epoch=3",
                 "--batch-size=16",
                 "--latent-dim=8",
                 "--generator-hidden=16,32",
                 "--discriminator-hidden=32,16",
                 "--log-every=2",
                 "--save-every=2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<nlohmann::json> read_log(const std::string& path) {
  std::vector<nlohmann::json> epochs;
  std::istringstream stream(read_file(path));
  for (std::string line; std::getline(stream, line);) epochs.push_back(nlohmann::json::parse(line));
  return epochs;
}

// Width and height as a PNG's header says them.
std::pair<int, int> png_size(const std::string& path) {
  const std::string bytes = read_file(path);
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n") << path;
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | (bytes.at(i) & 0xFF);
    return value;
  };
  return {number(16), number(20)};
}

TEST(Train, LeavesEverythingThatTheReadmeNames) {
  const TempFolder folder;
  const std::string out = folder / "run";
  const Outcome outcome = run_gan(tiny_run(out));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"synthetic digits", "(60000, 28, 28)\n", "\non cpu, ",
                                   "---- epoch 2 ----\nDiscriminator loss: ", "\nGenerator loss: ",
                                   "---- epoch 4 ----\n", "trained 4 epochs"}));
  EXPECT_EQ(outcome.output.find("epoch 1 "), std::string::npos);
  EXPECT_EQ(lines(outcome.errors), 4) << "one plain line an epoch: " << outcome.errors;
  EXPECT_EQ(outcome.errors.find('\r'), std::string::npos);

  const auto log = read_log(out + "/log.jsonl");
  ASSERT_EQ(log.size(), 4u);
  for (std::size_t i = 0; i < log.size(); ++i) {
    EXPECT_EQ(log[i]["epoch"], i + 1);
    for (const char* key : {"discriminator_loss", "generator_loss", "seconds", "images_per_second"})
      EXPECT_GT(log[i][key].get<double>(), 0) << key;
  }

  for (const char* sample : {"epoch-0002.png", "epoch-0004.png"})
    EXPECT_EQ(png_size(out + "/samples/" + sample), (std::pair<int, int>{576, 112 + 8 - 8}));
  EXPECT_EQ(png_size(out + "/samples/grid.png"), (std::pair<int, int>{578, 578}));
  EXPECT_GT(png_size(out + "/samples/progress.png").second, 2 * 28);
  EXPECT_TRUE(has(read_file(out + "/losses.svg"), {"<svg", "</svg>"}));
  for (const char* network : {"/gan_gen.pt", "/gan_dis.pt"})
    EXPECT_FALSE(check_zip(read_file(out + network), network).empty());

  const auto record = nlohmann::json::parse(read_file(out + "/run.json"));
  EXPECT_EQ(record["data"]["name"], "synthetic digits");
  EXPECT_EQ(record["data"]["images"], 60000);
  EXPECT_EQ(record["device"], "cpu");
  EXPECT_GE(record["threads"], 1);
  EXPECT_LE(record["threads"], 2);
  EXPECT_FALSE(record["versions"]["libtorch"].get<std::string>().empty());
  EXPECT_EQ(record["machine"]["libc"].get<std::string>().rfind("glibc 2.", 0), 0u);
  EXPECT_TRUE(record["machine"]["cpu"].is_string());
  EXPECT_TRUE(record["machine"]["instructions"].is_string());
}

TEST(Train, ClosedStandardStreamsAreNotTheLog) {
  const TempFolder folder;
  const std::string out = folder / "out";
  const std::string command =
      GAN_BINARY
      " train --dataset synthetic --epochs 1 --iterations-per-epoch 1 --batch-size 2"
      " --generator-hidden 4 --discriminator-hidden 4 --out " +
      out + " >&- 2>&-";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  const std::string log = read_file(out + "/log.jsonl");
  EXPECT_EQ(lines(log), 1);
  EXPECT_TRUE(nlohmann::json::accept(log)) << log;
}

TEST(Train, SameSeedSameBytesAndAnotherSeedOthers) {
  const TempFolder folder;
  ASSERT_EQ(run_gan(tiny_run(folder / "a", {"--seed=5"})).exit_code, 0);
  ASSERT_EQ(run_gan(tiny_run(folder / "b", {"--seed=5", "--log-every=1"})).exit_code, 0);
  ASSERT_EQ(run_gan(tiny_run(folder / "c", {"--seed=6"})).exit_code, 0);
  for (const char* file : {"/gan_gen.pt", "/gan_dis.pt", "/samples/epoch-0002.png",
                           "/samples/epoch-0004.png", "/samples/grid.png"}) {
    EXPECT_TRUE(read_file(folder / "a" + file) == read_file(folder / "b" + file)) << file;
    EXPECT_FALSE(read_file(folder / "a" + file) == read_file(folder / "c" + file)) << file;
  }
}

TEST(Train, IsRepeatedFromItsOptionsFile) {
  const TempFolder folder;
  ASSERT_EQ(run_gan(tiny_run(folder / "a", {"--seed=7", "--dropout=0.5"})).exit_code, 0);
  const Outcome again =
      run_gan({"train", "--options", folder / "a/options.json", "--out", folder / "b", "--quiet"});
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_EQ(again.output, "");
  EXPECT_EQ(again.errors, "");
  for (const char* file : {"/options.json", "/gan_gen.pt", "/gan_dis.pt"})
    EXPECT_TRUE(read_file(folder / "a" + file) == read_file(folder / "b" + file)) << file;
}

TEST(Train, FlagsOverrideTheOptionsFile) {
  const TempFolder folder;
  write_file(folder / "options.json", R"({"epochs": 7, "seed": 3})");
  const Outcome outcome =
      run_gan({"train", "--epochs=9", "--options", folder / "options.json", "--dry-run"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto resolved = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(resolved["epochs"], 9);
  EXPECT_EQ(resolved["seed"], 3);
  EXPECT_EQ(resolved["batch_size"], 200);
}

TEST(Train, FlagsOverrideThePreset) {
  const auto resolved = [](const Words& flags) {
    Words words = {"train", "--dry-run"};
    words.insert(words.end(), flags.begin(), flags.end());
    const Outcome outcome = run_gan(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return nlohmann::json::parse(outcome.output);
  };
  EXPECT_EQ(resolved({"--preset=tutorial"}), resolved({}));
  GeneratorOptions generator;
  TrainingOptions quality;
  apply_preset(Preset::quality, generator, quality);
  const nlohmann::json preset = resolved({"--preset=quality"});
  for (const Field& field : quality.fields())
    if (field.is_in_use()) EXPECT_EQ(preset[field.name()], field.get());
  EXPECT_NE(preset["shift"], 0);
  EXPECT_EQ(preset["output_filter"], "binomial");
  const nlohmann::json changed = resolved({"--shift=0", "--preset", "quality"});
  EXPECT_EQ(changed["shift"], 0);
  EXPECT_EQ(changed["generator_average"], preset["generator_average"]);
}

TEST(Train, NeverOverwritesARunUnlessTold) {
  const TempFolder folder;
  const std::string out = folder / "run";
  ASSERT_EQ(run_gan(tiny_run(out, {"--seed=1"})).exit_code, 0);
  const std::string weights = read_file(out + "/gan_gen.pt");

  const Outcome refused = run_gan(tiny_run(out, {"--seed=2"}));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(lines(refused.errors), 1);
  EXPECT_TRUE(has(refused.errors, {out, "--overwrite"}));
  EXPECT_TRUE(read_file(out + "/gan_gen.pt") == weights);

  ASSERT_EQ(run_gan(tiny_run(out, {"--seed=2", "--epochs=3", "--overwrite"})).exit_code, 0);
  EXPECT_FALSE(read_file(out + "/gan_gen.pt") == weights);
  EXPECT_EQ(read_log(out + "/log.jsonl").size(), 3u);
  EXPECT_FALSE(std::filesystem::exists(out + "/samples/epoch-0004.png"));
}

TEST(Train, FallsBackToSyntheticDigitsLoudly) {
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

TEST(Train, LooksAtTheRangeOfTheImages) {
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

TEST(Train, LabelsDoNotMatter) {
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

TEST(Train, TakesImagesOfAnySize) {
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
