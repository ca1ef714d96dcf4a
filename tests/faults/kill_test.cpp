// A run that checkpoints without pause is killed at random moments.
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "faults/train.h"

namespace gan::test {
namespace {

using Clock = std::chrono::steady_clock;

TEST(Kill, AtRandomMomentsLosesNothing) {
  const TinyTraining training(20);
  const TempFolder folder;
  const auto start = Clock::now();
  ASSERT_EQ(training.run(folder / "whole").exit_code, 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  const std::string weights = training.results_of(folder / "whole");

  std::mt19937_64 random(std::random_device{}());
  const int count = rounds("GAN_KILL_ROUNDS", 10);
  int killed = 0;
  for (int round = 0; round < count; ++round) {
    const std::chrono::microseconds moment(random() % static_cast<std::uint64_t>(whole.count()));
    const std::string what = "killed after " + std::to_string(moment.count()) + " us";
    const TempFolder place;
    const std::string out = place / "run";
    RunningProgram program(training.words(out));
    std::this_thread::sleep_for(moment);
    program.signal(SIGKILL);
    const Outcome outcome = program.finish();
    killed += outcome.exit_code == 128 + SIGKILL;
    training.expect_nothing_lost(out, outcome, what);
    training.expect_same_end(out, weights, what);
  }
  // Fewer than most, where other programs slowed down the run that was timed.
  EXPECT_GE(4 * killed, count);
  tell("kill -9 at random moments", std::to_string(count),
       "0 unreadable, 0 acknowledged lost, all resume");
}

}  // namespace
}  // namespace gan::test
