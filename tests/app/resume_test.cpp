// `gan train --resume` from end to end.
#include "app/resume.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gan/storage/checkpoint_folder.h"

namespace gan::test {
namespace {

TEST_F(Resume, MoreEpochsExtendAFinishedRunToTheBit) {
  ASSERT_EQ(start(out, {"--epochs=2"}).exit_code, 0);
  const Outcome more = resume({"--epochs", "4"});
  ASSERT_EQ(more.exit_code, 0) << more.errors;
  const std::string whole = folder / "whole";
  ASSERT_EQ(start(whole).exit_code, 0);
  for (const char* file :
       {"/gan_gen.pt", "/gan_dis.pt", "/options.json", "/run.json", "/samples/epoch-0002.png",
        "/samples/epoch-0004.png", "/samples/grid.png", "/samples/progress.png", "/losses.svg",
        "/checkpoints/epoch-0004.safetensors"})
    EXPECT_TRUE(read_file(out + file) == read_file(whole + file)) << file;
  EXPECT_EQ(lines(read_file(out + "/log.jsonl")), 4);
}

TEST_F(Resume, AFinishedRunSaysSo) {
  ASSERT_EQ(start(out).exit_code, 0);
  const Outcome again = resume();
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_TRUE(has(again.output, {"trained 4 epochs already", "--epochs"}));
  EXPECT_EQ(resume({"--quiet"}).output, "");
  EXPECT_EQ(resume({"--dry-run", "--epochs=3"}).exit_code, 2);
  EXPECT_TRUE(has(refusal({"--epochs=3"}), {"--epochs", "at least the 4", "found 3"}));
}

TEST_F(Resume, IfPresentTheSameCommandStartsARunAndThenGoesOnWithIt) {
  const Words quality = {"--preset=quality"}, again = {"--preset=quality", "--resume-if-present"};
  const Outcome first = start(out, {"--preset=quality", "--resume-if-present", "--epochs=2"});
  ASSERT_EQ(first.exit_code, 0) << first.errors;
  const Outcome second = start(out, again);
  ASSERT_EQ(second.exit_code, 0) << second.errors;
  EXPECT_TRUE(has(second.output, {"trained 2 epochs more"}));
  EXPECT_TRUE(has(start(out, again).output, {"trained 4 epochs already"}));
  const std::string whole = folder / "whole";
  ASSERT_EQ(start(whole, quality).exit_code, 0);
  for (const char* file : {"/gan_gen.pt", "/options.json", "/checkpoints/epoch-0004.safetensors"})
    EXPECT_TRUE(read_file(out + file) == read_file(whole + file)) << file;
}

TEST_F(Resume, IfPresentAnotherCommandIsRefused) {
  ASSERT_EQ(start(out).exit_code, 0);
  const std::string weights = read_file(out + "/gan_gen.pt");
  const Outcome seed = start(out, {"--resume-if-present", "--seed=3"});
  EXPECT_EQ(seed.exit_code, 2);
  EXPECT_EQ(lines(seed.errors), 1);
  EXPECT_TRUE(has(seed.errors, {"--seed", "expected 0", "found 3", out, "another --out"}));
  const Outcome defaults =
      run_gan({"train", "--data", data.path(), "--out", out, "--resume-if-present"});
  EXPECT_EQ(defaults.exit_code, 2) << "a value that is left out is the default's";
  const Outcome both = start(out, {"--resume-if-present", "--overwrite"});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_TRUE(has(both.errors, {"--overwrite", "--resume-if-present"}));
  EXPECT_TRUE(has(refusal({"--resume-if-present"}), {"--resume-if-present"}));
  const Outcome fewer = start(out, {"--resume-if-present", "--epochs=3"});
  EXPECT_TRUE(has(fewer.errors, {"--epochs", "at least the 4", "another --out"}));
  EXPECT_TRUE(read_file(out + "/gan_gen.pt") == weights);
}

TEST_F(Resume, AFlagThatContradictsTheRunIsRefusedWithBothValues) {
  ASSERT_EQ(start(out).exit_code, 0);
  EXPECT_TRUE(has(refusal({"--batch-size=9"}), {"--batch-size", "expected 8", "found 9"}));
  EXPECT_TRUE(has(refusal({"--generator-hidden=8,17"}), {"8,16", "8,17"}));
  EXPECT_TRUE(has(refusal({"--fast=off"}), {"--fast", "on", "off"}));
  EXPECT_TRUE(has(refusal({"--seed=1"}), {"--seed"}));
  EXPECT_TRUE(has(refusal({"--out=" + folder / "other"}), {"--out"}));
  EXPECT_TRUE(has(refusal({"--overwrite"}), {"--overwrite"}));
  EXPECT_FALSE(std::filesystem::exists(folder / "other"));
}

TEST_F(Resume, WhatMayChangeMayChange) {
  ASSERT_EQ(start(out).exit_code, 0);
  const Outcome changed =
      resume({"--epochs=6", "--threads=1", "--device=cpu", "--log-every=1", "--save-every=1",
              "--checkpoint-every=1", "--on-divergence=rollback", "--batch-size=8"});
  ASSERT_EQ(changed.exit_code, 0) << changed.errors;
  const auto options = nlohmann::json::parse(read_file(out + "/options.json"));
  EXPECT_EQ(options["epochs"], 6);
  EXPECT_EQ(options["on_divergence"], "rollback");
  EXPECT_EQ(options["batch_size"], 8);
  EXPECT_TRUE(std::filesystem::exists(out + "/samples/epoch-0005.png"));
}

TEST_F(Resume, TheOlderCheckpointServesWhereTheNewestIsDamaged) {
  ASSERT_EQ(start(out).exit_code, 0);
  const std::string weights = read_file(out + "/gan_gen.pt");
  const CheckpointFolder checkpoints(out);
  const std::string newest = checkpoints.path({4, 0});
  std::string bytes = read_file(newest);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  write_file(newest, bytes);
  write_file(out + "/log.jsonl", read_file(out + "/log.jsonl") + "{\"epoch\":5,\"disc");

  const Outcome outcome = resume();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"warning", newest, checkpoints.path({2, 0})}));
  EXPECT_TRUE(std::filesystem::exists(newest + ".damaged"));
  EXPECT_TRUE(read_file(out + "/gan_gen.pt") == weights);
  EXPECT_EQ(lines(read_file(out + "/log.jsonl")), 4);
}

TEST_F(Resume, ACheckpointOfAnotherRunIsRefused) {
  ASSERT_EQ(start(out).exit_code, 0);
  ASSERT_EQ(start(folder / "other", {"--seed=5", "--epochs=6"}).exit_code, 0);
  const std::string foreign = CheckpointFolder(out).path({6, 0});
  std::filesystem::copy_file(CheckpointFolder(folder / "other").path({6, 0}), foreign);
  EXPECT_TRUE(has(refusal({"--epochs=8"}), {foreign, "seed 0", "found 5", "options.json"}));
  std::filesystem::remove(foreign);
  EXPECT_EQ(resume({"--epochs=8"}).exit_code, 0);
}

TEST_F(Resume, ADamagedLogIsNoHindrance) {
  ASSERT_EQ(start(out).exit_code, 0);
  const std::string log = read_file(out + "/log.jsonl"), damaged = "garbage\n\n" + log;
  write_file(out + "/log.jsonl", damaged);
  Outcome outcome = resume({"--epochs=5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(
      has(outcome.errors, {"warning", "2 lines", "line 1", "garbage", "log.jsonl.damaged"}));
  EXPECT_EQ(read_file(out + "/log.jsonl.damaged"), damaged);
  EXPECT_EQ(lines(read_file(out + "/log.jsonl")), 5);

  // As a machine leaves it that crashed.
  write_file(out + "/log.jsonl", log + std::string(4096, '\0'));
  outcome = resume({"--epochs=6"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(read_file(out + "/log.jsonl").find('\0'), std::string::npos);

  std::filesystem::remove(out + "/log.jsonl");
  EXPECT_EQ(resume({"--epochs=6"}).exit_code, 0) << "all done";
  EXPECT_EQ(resume({"--epochs=7"}).exit_code, 0);
  EXPECT_EQ(lines(read_file(out + "/log.jsonl")), 1);
}

TEST_F(Resume, NeedsARunAndLeavesNothingElsewhere) {
  const Outcome missing = resume();
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_TRUE(has(missing.errors, {out, "the folder of a run"}));
  std::filesystem::create_directories(out);
  const Outcome empty = resume();
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_TRUE(has(empty.errors, {out, "checkpoints of a run", "none"}));
  EXPECT_EQ(lines(empty.errors), 1);
  EXPECT_TRUE(std::filesystem::is_empty(out));
  EXPECT_EQ(run_gan({"train", "--other-data"}).exit_code, 2);
}

// Steps of size 1 through many layers overflow within an epoch.
const Words kDiverges = {
    "--learning-rate=1", "--iterations-per-epoch=60",
    "--discriminator-hidden=64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64"};

TEST_F(Resume, DivergenceEndsWithItsOwnCodeAndNamesTheLastGoodCheckpoint) {
  const Outcome outcome = start(out, kDiverges);
  EXPECT_EQ(outcome.exit_code, 3) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"epoch 1", "discriminator", "NaN or infinity",
                                   CheckpointFolder(out).path({0, 0}), "--on-divergence"}));
  EXPECT_EQ(CheckpointFolder(out).newest_first().size(), 1u);
  EXPECT_EQ(read_file(out + "/log.jsonl"), "");
}

TEST_F(Resume, RollingBackIsTriedSoOftenAndNoMore) {
  Words words = kDiverges;
  words.insert(words.end(), {"--on-divergence=rollback", "--most-rollbacks=2"});
  const Outcome outcome = start(out, words);
  EXPECT_EQ(outcome.exit_code, 3) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"(1 of 2)", "(2 of 2)", "rollbacks so far: 2"}));
}

}  // namespace
}  // namespace gan::test
