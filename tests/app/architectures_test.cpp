// Networks and losses other than the tutorial's, from the command line.
#include <algorithm>

#include <gtest/gtest.h>

#include "app/program.h"
#include "files.h"
#include "gan/losses/losses.h"
#include "gan/networks/options.h"

namespace gan::test {
namespace {

using Words = std::vector<std::string>;

class Architecture : public testing::TestWithParam<std::string> {
 protected:
  Words train(const std::string& out, const Words& more = {}) const {
    Words words = {"train",
                   "--dataset=synthetic",
                   "--device=cpu",
                   "--quiet",
                   "--iterations-per-epoch=2",
                   "--batch-size=8",
                   "--out",
                   folder / out};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  std::string architecture = "--architecture=" + GetParam();
  TempFolder folder;
};

TEST_P(Architecture, TrainsIsResumedAndDrawsFromBothFiles) {
  ASSERT_EQ(run_gan(train("whole", {architecture, "--epochs=2"})).exit_code, 0);
  ASSERT_EQ(run_gan(train("cut", {architecture, "--epochs=1"})).exit_code, 0);
  ASSERT_EQ(run_gan({"train", "--resume", folder / "cut", "--epochs=2", "--quiet"}).exit_code, 0);
  const auto drawn = [&](const std::string& file, const std::string& name) {
    const Outcome outcome = run_gan(
        {"generate", "--checkpoint", file, "--count=4", "--device=cpu", "--raw", folder / name});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return read_file(folder / name);
  };
  const std::string whole = drawn(folder / "whole/gan_gen.pt", "whole.npy");
  EXPECT_EQ(drawn(folder / "cut/gan_gen.pt", "cut.npy"), whole);
  const std::string checkpoint = folder / "cut/checkpoints/epoch-0002.safetensors";
  EXPECT_EQ(drawn(checkpoint, "checkpoint.npy").size(), whole.size());
  const Outcome summary = run_gan({"summary", "--checkpoint", checkpoint});
  EXPECT_EQ(run_gan({"summary", "--checkpoint", folder / "cut/gan_gen.pt"}).output, summary.output);
  const std::string options = read_file(folder / "cut/options.json");
  EXPECT_TRUE(has(options, {"\"architecture\": \"" + GetParam() + "\""}));
  EXPECT_EQ(options.find("generator_width") == options.npos, GetParam() == "mlp");
}

INSTANTIATE_TEST_SUITE_P(Table, Architecture, testing::ValuesIn(architecture_names()),
                         [](const auto& each) { return each.param; });

class Losses : public testing::TestWithParam<std::string> {};

TEST_P(Losses, TrainWithAPenalty) {
  const TempFolder folder;
  const Outcome outcome =
      run_gan({"train", "--dataset=synthetic", "--device=cpu", "--epochs=1",
               "--iterations-per-epoch=2", "--batch-size=8", "--loss", GetParam(), "--r1=1",
               "--discriminator-updates=joint", "--out", folder / "run"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, {"the reference iteration, because cpu-mlp supports"}));
  const std::string log = read_file(folder / "run/log.jsonl");
  EXPECT_TRUE(has(log, {"\"penalty\"", "\"real_logit\"", "\"fake_logit\""}));
  EXPECT_TRUE(has(read_file(folder / "run/options.json"), {"\"loss\": \"" + GetParam() + "\""}));
}

INSTANTIATE_TEST_SUITE_P(Table, Losses, testing::ValuesIn(loss_names()), [](const auto& each) {
  std::string name = each.param;
  name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
  return name;
});

std::string refusal(const Words& flags) {
  Words words = {"train", "--dry-run"};
  words.insert(words.end(), flags.begin(), flags.end());
  const Outcome outcome = run_gan(words);
  EXPECT_EQ(outcome.exit_code, 2) << outcome.output;
  return outcome.errors;
}

TEST(Architectures, OptionsOfAnotherOneAreRefused) {
  EXPECT_TRUE(has(refusal({"--architecture=dcgan", "--dropout=0.5"}),
                  {"--dropout", "--architecture mlp with it", "--architecture dcgan"}));
  EXPECT_TRUE(has(refusal({"--generator-width=8"}),
                  {"--generator-width", "--architecture dcgan", "--architecture mlp"}));
  EXPECT_TRUE(has(refusal({"--penalty-every=4"}), {"--penalty-every", "--r1", "none of them"}));
  EXPECT_TRUE(has(refusal({"--architecture=cnn"}), {"--architecture", "dcgan", "cnn"}));
  EXPECT_TRUE(has(refusal({"--loss=relativistic"}), {"--discriminator-updates joint"}));
  const Outcome summary = run_gan({"summary", "--architecture=dcgan", "--generator-hidden=3"});
  EXPECT_EQ(summary.exit_code, 2);
}

TEST(Architectures, AnOptionsFileIsHeldToTheSame) {
  const TempFolder folder;
  write_file(folder / "a.json", R"({"architecture": "dcgan", "dropout": 0.5})");
  EXPECT_TRUE(has(refusal({"--options", folder / "a.json"}), {"a.json", "\"dropout\"", "mlp"}));
}

TEST(Architectures, StartFromTheirOwnDefaultsWhichFlagsOverride) {
  const auto options = [](const Words& flags) {
    Words words = {"train", "--dry-run", "--architecture=dcgan"};
    words.insert(words.end(), flags.begin(), flags.end());
    return run_gan(words).output;
  };
  EXPECT_TRUE(has(options({}), {"\"learning_rate\": 0.0002", "\"adam_beta1\": 0.5",
                                "\"fake_statistics\": \"batch\""}));
  EXPECT_TRUE(has(options({"--learning-rate=0.01"}), {"\"learning_rate\": 0.01"}));
}

TEST(Architectures, ARunDoesNotChangeItsOwn) {
  const TempFolder folder;
  ASSERT_EQ(run_gan({"train", "--dataset=synthetic", "--device=cpu", "--quiet", "--epochs=1",
                     "--iterations-per-epoch=1", "--batch-size=8", "--out", folder / "run"})
                .exit_code,
            0);
  const Outcome outcome = run_gan({"train", "--resume", folder / "run", "--architecture=dcgan"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_TRUE(has(outcome.errors, {"--architecture", "mlp, as at the start of the run", "dcgan"}));
}

}  // namespace
}  // namespace gan::test
