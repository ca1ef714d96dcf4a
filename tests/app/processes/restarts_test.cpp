// Runs that are killed and started again.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "app/processes/processes.h"
#include "app/tiny_run.h"
#include "storage/python.h"

namespace gan::test {
namespace {

using std::chrono::milliseconds;

class Restarts : public testing::Test {
 protected:
  Words train(const std::string& out) const {
    return tiny_run(folder / out, {"--epochs=150", "--checkpoint-every=1", "--save-every=1000",
                                   "--quiet", "--resume-if-present"});
  }
  std::string last(const std::string& out) const {
    return read_file(folder / (out + "/checkpoints/epoch-0150.safetensors"));
  }
  bool is_done(const std::string& out) const {
    return std::filesystem::exists(folder / (out + "/checkpoints/epoch-0150.safetensors"));
  }
  TempFolder folder;
};

TEST_F(Restarts, TwentyKillsLeaveNoTrace) {
  for (const Outcome& outcome : Processes(2, train("whole")).finish())
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::mt19937 random(20);
  int kills = 0;
  for (; kills < 20 && !is_done("killed"); ++kills) {
    Processes processes(2, train("killed"));
    const int victim = static_cast<int>(random() % 2);
    if (processes.ended(milliseconds(400 + random() % 500))) break;
    processes[victim].signal(SIGKILL);
    // As torchrun does.
    processes[1 - victim].signal(SIGTERM);
    ASSERT_TRUE(processes.ended(milliseconds(30000)))
        << "after kill " << kills << " of rank " << victim << ": "
        << processes[1 - victim].errors();
  }
  EXPECT_EQ(kills, 20) << "the run was too short";
  for (const Outcome& outcome : Processes(2, train("killed")).finish())
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(last("killed"), last("whole"));
  EXPECT_EQ(read_file(folder / "killed/gan_gen.pt"), read_file(folder / "whole/gan_gen.pt"));
}

// One of the processes of gan that write to `out`; 0 if there is none.
pid_t process_of(const std::string& out) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "cmdline");
    const std::string words((std::istreambuf_iterator<char>(file)), {});
    if (words.rfind(GAN_BINARY, 0) == 0 && words.find(out) != std::string::npos)
      return std::stoi(name);
  }
  return 0;
}

// torchrun is a module of Python's torch.
class Torchrun : public Restarts {
 protected:
  void SetUp() override {
    if (python.empty()) GTEST_SKIP() << "GAN_TEST_PYTHON names no Python with torch";
  }
  Words torchrun(const Words& flags, const Words& command) const {
    Words words = {python, "-m", "torch.distributed.run", "--nproc-per-node=2"};
    words.insert(words.end(), flags.begin(), flags.end());
    words.insert(words.end(), {"--no-python", GAN_BINARY});
    words.insert(words.end(), command.begin(), command.end());
    return words;
  }
  std::string python = python_with_torch();
};

TEST_F(Torchrun, TrainsAsByHandAlsoAfterAKill) {
  for (const Outcome& outcome : Processes(2, train("whole")).finish())
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  RunningProgram program(
      torchrun({"--rdzv-backend=c10d", "--rdzv-endpoint=127.0.0.1:0", "--max-restarts=3"},
               train("torchrun")));
  const std::string begun = folder / "torchrun/checkpoints/epoch-0002.safetensors";
  for (int i = 0; i < 600 && !std::filesystem::exists(begun); ++i) usleep(50000);
  const pid_t victim = process_of(folder / "torchrun");
  ASSERT_NE(victim, 0) << program.errors();
  ::kill(victim, SIGKILL);
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.errors, {"exitcode: -9"})) << outcome.errors;
  EXPECT_EQ(last("torchrun"), last("whole"));
}

TEST_F(Torchrun, ReportsTheExitCode) {
  const Outcome outcome =
      RunningProgram(torchrun({"--standalone"}, {"train", "--epoch=3"})).finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(has(outcome.errors, {"did you mean --epochs?", "exitcode  : 2"}));
}

}  // namespace
}  // namespace gan::test
