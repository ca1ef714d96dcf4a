// `gan train --evaluate-every`, on digits that the test writes: a classifier takes a second then.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <regex>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/digit_files.h"
#include "app/program.h"
#include "files.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class EvaluateEvery : public testing::Test {
 protected:
  EvaluateEvery() {
    std::filesystem::create_directory(folder / "data");
    write_digits(folder / "data", "train", 600, 1);
  }

  Words words(const std::string& out, const Words& more) const {
    Words all = {"train",
                 "--data=" + folder / "data",
                 "--out=" + folder / out,
                 "--device=cpu",
                 "--threads=1",
                 "--epochs=4",
                 "--iterations-per-epoch=3",
                 "--batch-size=16",
                 "--latent-dim=8",
                 "--generator-hidden=16",
                 "--discriminator-hidden=16",
                 "--evaluate-samples=60",
                 "--save-every=2"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Environment environment() const { return {{"XDG_CACHE_HOME", folder / "cache"}}; }
  Outcome train(const std::string& out, const Words& more = {}) const {
    return run_gan(words(out, more), environment());
  }

  // Without what differs from run to run.
  std::vector<nlohmann::json> log(const std::string& out) const {
    std::vector<nlohmann::json> epochs;
    std::istringstream stream(read_file(folder / out + "/log.jsonl"));
    for (std::string line; std::getline(stream, line);) {
      epochs.push_back(nlohmann::json::parse(line));
      epochs.back().erase("seconds");
      epochs.back().erase("images_per_second");
    }
    return epochs;
  }
  bool exists(const std::string& file) const { return std::filesystem::exists(folder / file); }
  void expect_same(const std::string& file, const std::string& a, const std::string& b) const {
    EXPECT_EQ(read_file(folder / a + "/" + file), read_file(folder / b + "/" + file)) << file;
  }

  TempFolder folder;
};

TEST_F(EvaluateEvery, MeasuresOnTheWayAndChangesNothing) {
  ASSERT_EQ(train("plain").exit_code, 0);
  const Outcome outcome = train("measured", {"--evaluate-every=2", "--tensorboard"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  expect_same("gan_gen.pt", "plain", "measured");
  expect_same("gan_dis.pt", "plain", "measured");
  EXPECT_TRUE(has(outcome.output, {"epoch 2: Frechet distance", "epoch 4: Frechet distance"}));

  const std::vector<nlohmann::json> epochs = log("measured");
  ASSERT_EQ(epochs.size(), 4u);
  for (const std::size_t i : {0u, 2u}) EXPECT_FALSE(epochs[i].contains("evaluation"));
  double best = 0;
  for (const std::size_t i : {1u, 3u}) {
    const nlohmann::json& evaluation = epochs[i].at("evaluation");
    EXPECT_EQ(evaluation.at("samples").at("count"), 60);
    const double distance = evaluation.at("frechet_distance").at("value");
    best = i == 1 ? distance : std::min(best, distance);
  }
  EXPECT_TRUE(exists("measured/classifier.json"));
  EXPECT_TRUE(has(read_file(folder / "measured/report.html"), {">Noise</th>"}));
  EXPECT_TRUE(exists("measured/best_gen.pt"));
  EXPECT_FALSE(exists("plain/best_gen.pt"));
  EXPECT_TRUE(exists("measured/tensorboard/events.out.tfevents.gan"));
  EXPECT_FALSE(exists("plain/tensorboard"));
  for (const char* file : {"report.html", "samples/training.png", "samples/neighbours.png",
                           "samples/interpolation.png"})
    EXPECT_TRUE(exists(std::string("plain/") + file)) << file;

  // The number that was logged is what `gan evaluate` says of the file.
  const Outcome again =
      run_gan({"evaluate", "--data", folder / "data", "--samples=60", "--device=cpu", "--threads=1",
               "--checkpoint", folder / "measured/best_gen.pt", "--out", folder / "best.json"},
              environment());
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  const nlohmann::json best_file = nlohmann::json::parse(read_file(folder / "best.json"));
  EXPECT_NE(best_file.dump().find(nlohmann::json(best).dump().substr(0, 8)), std::string::npos)
      << best << " in " << best_file.dump();
}

// Many samples, so that the signal finds the evaluation under way.
TEST_F(EvaluateEvery, StoppedInAnEvaluationItGoesOnToTheSameBytes) {
  const Words flags = {"--epochs=1", "--evaluate-every=1", "--evaluate-samples=8000"};
  ASSERT_EQ(train("uncut", flags).exit_code, 0);
  {
    RunningProgram program(gan_words(words("cut", flags)), environment());
    while (!exists("cut/log.jsonl") && !program.ended(std::chrono::milliseconds(20))) continue;
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    program.signal(SIGINT);
    EXPECT_TRUE(program.ended(std::chrono::seconds(5)));
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, 130);
    EXPECT_TRUE(has(outcome.errors, {"SIGINT", "--resume"})) << outcome.errors;
  }
  ASSERT_EQ(log("cut").size(), 1u);
  EXPECT_FALSE(log("cut")[0].contains("evaluation"));
  const Outcome resumed =
      run_gan({"train", "--resume", folder / "cut", "--threads=1"}, environment());
  ASSERT_EQ(resumed.exit_code, 0) << resumed.errors;
  EXPECT_EQ(log("cut"), log("uncut"));
  for (const char* file : {"gan_gen.pt", "gan_dis.pt", "best_gen.pt", "samples/grid.png",
                           "samples/training.png", "checkpoints/epoch-0001.safetensors"})
    expect_same(file, "cut", "uncut");
}

TEST_F(EvaluateEvery, AFinishedRunIsMeasuredOnResume) {
  ASSERT_EQ(train("late").exit_code, 0);
  ASSERT_EQ(train("early", {"--evaluate-every=4"}).exit_code, 0);
  const Words words = {"train", "--resume", folder / "late", "--evaluate-every=4", "--threads=1"};
  const Outcome outcome = run_gan(words, environment());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(log("late"), log("early"));
  expect_same("best_gen.pt", "late", "early");
  const Outcome again = run_gan(words, environment());
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_TRUE(has(again.output, {"trained 4 epochs already"}));
}

// They had other names for the classifier and for low_confidence.
TEST_F(EvaluateEvery, ARunOfAnOlderVersionGoesOn) {
  ASSERT_EQ(train("newer", {"--epochs=2", "--evaluate-every=1", "--checkpoint-every=2"}).exit_code,
            0);
  std::filesystem::copy(folder / "newer", folder / "older",
                        std::filesystem::copy_options::recursive);
  std::filesystem::rename(folder / "older/classifier.json", folder / "older/judge.json");
  for (const char* file : {"log.jsonl", "judge.json"}) {
    std::string text = read_file(folder / "older/" + file);
    text = std::regex_replace(text, std::regex("\"classifier\":"), "\"judge\":");
    text = std::regex_replace(text, std::regex("low_confidence"), "unsure");
    write_file(folder / "older/" + file, text);
  }
  const std::string checkpoint = folder / "older/checkpoints/epoch-0002.safetensors";
  const std::string bytes = read_file(checkpoint);
  Safetensors content = decode_safetensors(bytes, checkpoint);
  auto best = content.tensors.extract("samples.best.classifier");
  ASSERT_FALSE(best.empty());
  best.key() = "samples.best.judge";
  content.tensors.insert(std::move(best));
  write_file(checkpoint, encode_safetensors(content));

  EXPECT_TRUE(has(run_gan({"report", folder / "older"}).output, {"report.html"}));
  EXPECT_TRUE(has(read_file(folder / "older/report.html"), {">Noise</th>"}));
  for (const char* run : {"newer", "older"}) {
    const Outcome resumed =
        run_gan({"train", "--epochs=3", "--resume", folder / run, "--threads=1"}, environment());
    EXPECT_EQ(resumed.exit_code, 0) << resumed.errors;
  }
  EXPECT_EQ(log("older").size(), 3u);
  EXPECT_EQ(log("older").back(), log("newer").back());
  for (const char* file : {"best_gen.pt", "gan_gen.pt", "checkpoints/epoch-0003.safetensors"})
    expect_same(file, "older", "newer");
}

TEST_F(EvaluateEvery, NeedsLabels) {
  std::filesystem::remove(folder / "data/train-labels-idx1-ubyte");
  const Outcome outcome = train("run", {"--evaluate-every=2"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"--evaluate-every", "train-labels-idx1-ubyte"}))
      << outcome.errors;
  EXPECT_FALSE(exists("run/log.jsonl"));
}

}  // namespace
}  // namespace gan::test
