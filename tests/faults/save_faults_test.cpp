// Every call that saving a checkpoint makes fails in turn.
#include <gtest/gtest.h>

#include "faults/faults.h"
#include "gan/storage/checkpoint_folder.h"

namespace gan::test {
namespace {

constexpr std::size_t kSize = 100000;
const std::string kOld(kSize, 'o'), kNew(kSize, 'n');

class SaveFaults : public testing::Test {
 protected:
  // Two checkpoints, of epochs 10 and 20.
  struct Run {
    Run() {
      for (const std::int64_t epochs : {10, 20}) checkpoints.save({epochs, 0}, kOld);
    }
    TempFolder folder;
    CheckpointFolder checkpoints{folder.path()};
  };

  static Outcome save(const Run& run, int epochs, const std::string& fault,
                      const std::string& log = "") {
    return RunningProgram({GAN_FAULT_PROGRAMS "/save_checkpoint", run.folder.path(),
                           std::to_string(epochs), "n", std::to_string(kSize)},
                          faulty(run.folder.path(), fault, log))
        .finish();
  }

  static std::vector<Call> calls(int epochs) {
    const Run run;
    const TempFolder elsewhere;
    EXPECT_EQ(save(run, epochs, "", elsewhere / "log").exit_code, 0);
    return read_calls(elsewhere / "log");
  }

  // Does not matter: the process's number in .lock, closing what was only read, and a folder that
  // one may not read and therefore not sync.
  static bool may_succeed(const Call& call, const std::string& way) {
    const auto in = [&](const char* part) { return call.path.find(part) != std::string::npos; };
    if (in("/.lock")) return call.name != "open" && !(call.name == "flock" && way == ":EIO");
    return !in(".tmp-") && (call.name == "close" || (call.name == "open" && way == ":EACCES"));
  }

  // The old checkpoints or the new one, whole; returns whether it is the new one.
  static bool new_is_there(const Run& run, int epochs, const std::string& what) {
    const std::vector<std::string> found = run.checkpoints.newest_first();
    EXPECT_GE(found.size(), 2u) << what;
    bool there = false;
    for (const std::string& path : found) {
      const std::string bytes = read_file(path);
      const bool fresh = bytes == kNew && path == run.checkpoints.path({epochs, 0});
      EXPECT_TRUE(fresh || bytes == kOld) << what << ": " << path << " is torn";
      there = there || fresh;
    }
    return there;
  }

  void fail_each(int epochs, const std::string& title) {
    int count = 0;
    for (const Call& call : calls(epochs))
      for (const std::string& way : ways_to_fail(call)) {
        const std::string fault = text_of(call) + way, what = fault + " on " + call.path;
        const Run run;
        const Outcome outcome = save(run, epochs, fault);
        if (outcome.exit_code == 0) {
          EXPECT_TRUE(may_succeed(call, way)) << what;
          EXPECT_TRUE(new_is_there(run, epochs, what)) << what;
          EXPECT_EQ(outcome.errors, "") << what;
        } else {
          EXPECT_EQ(outcome.exit_code, 1) << what;
          EXPECT_EQ(lines(outcome.errors), 1) << what << ": " << outcome.errors;
          EXPECT_TRUE(has(outcome.errors, {"save_checkpoint: ", run.folder.path()})) << what;
          new_is_there(run, epochs, what);
        }
        EXPECT_TRUE(temporary_files(run.folder.path()).empty() || call.name == "unlink") << what;

        EXPECT_EQ(save(run, epochs, "").exit_code, 0) << what;
        EXPECT_TRUE(new_is_there(run, epochs, what)) << what;
        EXPECT_EQ(run.checkpoints.newest_first().size(), 2u) << what;
        ++count;
      }
    EXPECT_GT(count, 20);
    tell(title, std::to_string(count), "old or new checkpoint whole, exit 1, one line");
  }
};

TEST_F(SaveFaults, EveryCallOfANewCheckpointInTurn) {
  fail_each(30, "each call of one save fails");
}

TEST_F(SaveFaults, EveryCallOfReplacingACheckpointInTurn) {
  fail_each(20, "each call of one save over another fails");
}

TEST_F(SaveFaults, AWriteThatIsInterruptedGoesOn) {
  const Run run;
  EXPECT_EQ(save(run, 30, "write:2:EINTR").exit_code, 0);
  EXPECT_TRUE(new_is_there(run, 30, "EINTR"));
}

// Nothing gets its name before it is on the disk, and nothing older goes before the name is.
TEST_F(SaveFaults, CallsComeInTheOrderThatSurvivesALossOfPower) {
  std::vector<std::string> names;
  for (const Call& call : calls(30)) {
    const std::string file = std::filesystem::path(call.path).filename().string();
    if (file == ".lock" || call.name == "mkdir" || call.name == "open" || call.name == "close")
      continue;
    const bool temporary = file.find(".tmp-") != std::string::npos;
    names.push_back(call.name + (temporary ? " temporary" : " " + file));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"write temporary", "fsync temporary",
                                             "rename epoch-0030.safetensors", "fsync checkpoints",
                                             "unlink epoch-0010.safetensors"}));
}

}  // namespace
}  // namespace gan::test
