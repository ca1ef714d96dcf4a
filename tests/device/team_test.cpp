#include "gan/device/team.h"

#include <atomic>
#include <chrono>
#include <set>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(Team, DoesEachTaskOnce) {
  for (const int size : {1, 2, 5}) {
    Team team(size);
    EXPECT_EQ(team.size(), size);
    for (const std::int64_t tasks : {0, 1, 2, 3, 1000}) {
      std::vector<std::atomic<int>> done(static_cast<std::size_t>(tasks));
      team.run(tasks, [&](std::int64_t task, int worker) {
        EXPECT_LT(worker, size);
        ++done[static_cast<std::size_t>(task)];
      });
      for (const std::atomic<int>& count : done) EXPECT_EQ(count, 1);
    }
  }
}

TEST(Team, IsAtLeastItsCaller) {
  Team team(0);
  EXPECT_EQ(team.size(), 1);
  int done = 0;
  team.run(3, [&](std::int64_t, int) { ++done; });
  EXPECT_EQ(done, 3);
}

TEST(Team, SeesWhatEarlierPhasesWrote) {
  Team team(4);
  constexpr std::int64_t kTasks = 64;
  std::vector<std::int64_t> even(kTasks, 0), odd(kTasks, 0);
  std::atomic<int> stale{0};
  for (std::int64_t phase = 1; phase <= 2000; ++phase) {
    const std::vector<std::int64_t>& from = phase % 2 == 0 ? odd : even;
    std::vector<std::int64_t>& to = phase % 2 == 0 ? even : odd;
    team.run(kTasks, [&](std::int64_t task, int) {
      if (from[static_cast<std::size_t>((task * 7 + phase) % kTasks)] != phase - 1) ++stale;
      to[static_cast<std::size_t>(task)] = phase;
    });
  }
  EXPECT_EQ(stale, 0);
}

TEST(Team, WakesFromSleep) {
  Team team(3);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // long enough to fall asleep
    std::atomic<int> done{0};
    team.run(30, [&](std::int64_t task, int) {
      if (task == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      ++done;
    });
    EXPECT_EQ(done, 30);
  }
}

TEST(Team, SharesTheWork) {
  Team team(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  team.run(3, [&](std::int64_t, int) {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      threads.insert(std::this_thread::get_id());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  });
  EXPECT_GT(threads.size(), 1u);
}

}  // namespace
}  // namespace gan::test
