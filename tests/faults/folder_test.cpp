// Disks that are full or read-only, and a folder that goes away.
#include <chrono>
#include <sys/stat.h>
#include <thread>

#include <gtest/gtest.h>

#include "faults/mount.h"
#include "faults/train.h"

namespace gan::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

int kib_of(const std::string& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += (entry.file_size() / 4096 + 1) * 4096;
  return static_cast<int>(bytes / 1024);
}

TEST(Folder, AFullDiskEndsTheRunAndLosesNothing) {
  const TinyTraining training(6, {"--save-every=2"});
  const TempFolder folder;
  const std::string whole = folder / "whole";
  ASSERT_EQ(training.run(whole).exit_code, 0);
  const std::string weights = training.results_of(whole);
  const int needed = kib_of(whole);
  int count = 0;
  for (const int percent : {2, 15, 30, 45, 60, 75, 90}) {
    const SmallDisk disk(std::max(4, needed * percent / 100));
    if (!disk.mounted()) GTEST_SKIP() << "no small disk can be mounted: " << disk.why_not();
    const std::string out = disk.path() + "/whole", what = std::to_string(percent) + " % of room";
    const Outcome outcome = training.run(out);
    training.expect_one_error(outcome, what);
    EXPECT_TRUE(has(outcome.errors, {"No space left on device"})) << what;
    training.expect_nothing_lost(out, outcome, what);
    ASSERT_TRUE(disk.resize(20 * needed));
    training.expect_same_end(out, weights, what);
    ++count;
  }
  tell("disk full (tmpfs)", std::to_string(count), "exit 1, one line, resumes to the same weights");
}

TEST(Folder, AReadOnlyFolderIsToldBeforeTraining) {
  const TinyTraining training(2);
  const SmallDisk disk(1 << 14);
  const std::string out = disk.path() + "/run";
  if (::geteuid() == 0) {
    if (!disk.mounted()) GTEST_SKIP() << "no read-only disk can be mounted: " << disk.why_not();
    ASSERT_TRUE(disk.make_read_only());
  } else {
    ::chmod(disk.path().c_str(), 0555);
  }
  const Outcome outcome = training.run(out);
  training.expect_one_error(outcome, "read-only");
  EXPECT_TRUE(has(outcome.errors, {out}));
  EXPECT_EQ(training.acknowledged(outcome.errors), 0);
  tell("read-only folder", "1", "exit 1, one line, before training");
}

TEST(Folder, AReadOnlyFolderIsToldOnResume) {
  const TinyTraining training(2);
  const SmallDisk disk(1 << 14);
  const std::string out = disk.path() + "/run";
  if (!disk.mounted()) GTEST_SKIP() << "no read-only disk can be mounted: " << disk.why_not();
  ASSERT_EQ(training.run(out).exit_code, 0);
  ASSERT_TRUE(disk.make_read_only());
  const Outcome outcome = run_gan({"train", "--resume", out, "--epochs=3"});
  training.expect_one_error(outcome, "read-only");
  tell("read-only folder, resumed", "1", "exit 1, one line");
}

TEST(Folder, AFolderThatGoesAwayEndsTheRun) {
  const TinyTraining training(100000);
  for (const bool whole : {true, false}) {
    const TempFolder folder;
    const std::string out = folder / "run", gone = folder / "gone";
    RunningProgram program(training.words(out, {"--save-every=100000"}));
    for (int i = 0; i < 3000 && training.acknowledged(program.errors()) < 2; ++i)
      std::this_thread::sleep_for(10ms);
    fs::rename(whole ? out : out + "/checkpoints", gone);
    // A run that makes its checkpoints' folder again is one that goes on.
    if (program.ended(5s)) {
      training.expect_one_error(program.finish(), whole ? "folder" : "checkpoints");
    } else {
      EXPECT_FALSE(whole);
      EXPECT_NE(training.newest(out).path, "");
    }
  }
  tell("folder deleted during the run", "2", "exit 1, one line; its checkpoints alone: goes on");
}

}  // namespace
}  // namespace gan::test
