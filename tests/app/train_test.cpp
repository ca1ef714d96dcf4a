// `gan train` from end to end, on synthetic digits.
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/tiny_run.h"
#include "gan/storage/torchscript/zip_check.h"

namespace gan::test {
namespace {

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

}  // namespace
}  // namespace gan::test
