// What ends one process ends all, with one line and one exit code.
#include <csignal>

#include <gtest/gtest.h>

#include "app/processes/processes.h"
#include "app/tiny_run.h"
#include "data/idx_bytes.h"
#include "gan/storage/checkpoint_folder.h"

namespace gan::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTogether{10000};

class EndsTogether : public testing::Test {
 protected:
  Words endless(const Words& more = {}) const {
    Words words = tiny_run(folder / "run", {"--epochs=1000000", "--quiet"});
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  bool is_training() const { return CheckpointFolder(folder / "run").newest_first().size() > 0; }
  void wait_for_training() const {
    for (int i = 0; i < 600 && !is_training(); ++i) usleep(50000);
    ASSERT_TRUE(is_training());
    usleep(300000);
  }
  // All end in time, with `code`; one line in all, of `rank`, has the parts.
  void expect_end(Processes& processes, int code, int rank, const std::vector<std::string>& parts) {
    ASSERT_TRUE(processes.ended(kTogether));
    std::string said;
    for (int i = 0; i < processes.count(); ++i) {
      const Outcome outcome = processes[i].finish();
      EXPECT_EQ(outcome.exit_code, code) << "rank " << i << ": " << outcome.errors;
      if (i > 0) EXPECT_EQ(outcome.output, "");
      said += outcome.errors;
    }
    EXPECT_EQ(lines(said), 1) << said;
    EXPECT_TRUE(has(said, {"gan: rank " + std::to_string(rank) + ": "})) << said;
    EXPECT_TRUE(has(said, parts)) << said;
  }
  TempFolder folder;
};

TEST_F(EndsTogether, AWrongFlag) {
  for (int rank = 0; rank < 3; ++rank) {
    std::vector<Words> own(3);
    own[static_cast<std::size_t>(rank)] = {"--epoch=3"};
    Processes processes(3, endless(), own);
    expect_end(processes, 2, rank, {"--epoch", "did you mean --epochs?"});
  }
}

TEST_F(EndsTogether, AFlagOfOneAlone) {
  Processes processes(3, endless(), {{}, {}, {"--seed=3"}});
  expect_end(processes, 2, 2, {"the flags", "as in rank 0", "--seed 3", "the same command"});
}

TEST_F(EndsTogether, OtherImages) {
  const TempFolder one, other;
  write_file(one / "train-images.idx3-ubyte", idx_file({40, 6, 6}));
  write_file(other / "train-images.idx3-ubyte", idx_file({41, 6, 6}));
  Processes processes(
      2, {"train", "--device=cpu", "--quiet", "--out", folder / "run", "--generator-hidden=8"},
      {{"--data=" + one.path()}, {"--data=" + other.path()}});
  expect_end(processes, 2, 1, {"the training images", "SHA-256", "as in rank 0"});
}

TEST_F(EndsTogether, ImagesThatOneLacks) {
  const TempFolder images;
  write_file(images / "train-images.idx3-ubyte", idx_file({40, 6, 6}));
  Processes processes(2, {"train", "--device=cpu", "--quiet", "--out", folder / "run"},
                      {{"--data=" + images.path()}, {"--data=/none"}});
  expect_end(processes, 1, 1, {"/none", "expected a file or folder"});
}

TEST_F(EndsTogether, AFolderThatRank0CannotUse) {
  write_file(folder / "run", "a file");
  Processes processes(2, endless());
  expect_end(processes, 1, 0, {folder / "run"});
}

TEST_F(EndsTogether, ABatchOfFewerImagesThanProcesses) {
  Processes processes(3, endless({"--batch-size=2"}));
  ASSERT_TRUE(processes.ended(kTogether));
  std::string said;
  for (const Outcome& outcome : processes.finish()) {
    EXPECT_EQ(outcome.exit_code, 2);
    said += outcome.errors;
  }
  EXPECT_EQ(lines(said), 1) << said;
  EXPECT_TRUE(has(said, {"--batch-size", "each of the 3 processes"}));
}

TEST_F(EndsTogether, Divergence) {
  Processes processes(
      2, endless({"--learning-rate=1", "--iterations-per-epoch=60",
                  "--discriminator-hidden=64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64,64",
                  "--on-divergence=rollback", "--most-rollbacks=1"}));
  ASSERT_TRUE(processes.ended(milliseconds(30000)));
  const std::vector<Outcome> outcomes = processes.finish();
  EXPECT_EQ(outcomes[0].exit_code, 3);
  EXPECT_EQ(outcomes[1].exit_code, 3);
  EXPECT_TRUE(has(outcomes[0].errors, {"(1 of 1)", "rank 0: training: epoch", "NaN or infinity"}));
  EXPECT_EQ(outcomes[1].errors, "");
}

class AStopSignal : public EndsTogether, public testing::WithParamInterface<int> {};

TEST_P(AStopSignal, ToAny) {
  Processes processes(3, endless());
  wait_for_training();
  processes[GetParam()].signal(SIGTERM);
  expect_end(processes, 128 + SIGTERM, 0, {"stopped by SIGTERM", "--resume", "continues from"});
}

INSTANTIATE_TEST_SUITE_P(Ranks, AStopSignal, testing::Values(0, 2));

TEST_F(EndsTogether, AKilledProcess) {
  Processes processes(3, endless());
  wait_for_training();
  processes[2].signal(SIGKILL);
  ASSERT_TRUE(processes.ended(kTogether));
  const std::vector<Outcome> outcomes = processes.finish();
  EXPECT_EQ(outcomes[0].exit_code, 1);
  EXPECT_EQ(outcomes[1].exit_code, 1);
  const std::string said = outcomes[0].errors + outcomes[1].errors;
  EXPECT_EQ(lines(said), 1) << said;
  EXPECT_TRUE(has(said, {"rank 2: expected an answer", "was it killed?", "--resume-if-present"}));
}

TEST_F(EndsTogether, AKilledRank0) {
  Processes processes(2, endless());
  wait_for_training();
  processes[0].signal(SIGKILL);
  ASSERT_TRUE(processes.ended(kTogether));
  const Outcome outcome = processes[1].finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"rank 1: ", "rank 0: found a closed connection"}));
}

TEST_F(EndsTogether, AProcessThatHangs) {
  Processes processes(2, endless({"--collective-timeout=3"}));
  wait_for_training();
  processes[1].signal(SIGSTOP);
  ASSERT_TRUE(processes[0].ended(kTogether));
  const Outcome outcome = processes[0].finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(has(outcome.errors, {"rank 1: expected", "found none"}));
}

TEST_F(EndsTogether, NothingToDo) {
  for (const Words& words : {Words{"train", "--help"}, Words{"train", "--dry-run"}}) {
    const std::vector<Outcome> outcomes = Processes(2, words).finish();
    for (const Outcome& outcome : outcomes) EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_NE(outcomes[0].output, "");
    EXPECT_EQ(outcomes[1].output, "");
  }
}

}  // namespace
}  // namespace gan::test
