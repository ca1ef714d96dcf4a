#include "gan/device/thread_pool.h"

#include <atomic>
#include <chrono>
#include <set>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(ThreadPool, DoesEachTaskOnce) {
  for (const int size : {1, 2, 5}) {
    ThreadPool pool(size);
    EXPECT_EQ(pool.size(), size);
    for (const std::int64_t tasks : {0, 1, 2, 3, 1000}) {
      std::vector<std::atomic<int>> done(static_cast<std::size_t>(tasks));
      pool.run(tasks, [&](std::int64_t task, int worker) {
        EXPECT_LT(worker, size);
        ++done[static_cast<std::size_t>(task)];
      });
      for (const std::atomic<int>& count : done) EXPECT_EQ(count, 1);
    }
  }
}

TEST(ThreadPool, IsAtLeastItsCaller) {
  ThreadPool pool(0);
  EXPECT_EQ(pool.size(), 1);
  int done = 0;
  pool.run(3, [&](std::int64_t, int) { ++done; });
  EXPECT_EQ(done, 3);
}

TEST(ThreadPool, SeesWhatEarlierPhasesWrote) {
  ThreadPool pool(4);
  constexpr std::int64_t kTasks = 64;
  std::vector<std::int64_t> even(kTasks, 0), odd(kTasks, 0);
  std::atomic<int> stale{0};
  for (std::int64_t round = 1; round <= 2000; ++round) {
    const std::vector<std::int64_t>& from = round % 2 == 0 ? odd : even;
    std::vector<std::int64_t>& to = round % 2 == 0 ? even : odd;
    pool.run(kTasks, [&](std::int64_t task, int) {
      if (from[static_cast<std::size_t>((task * 7 + round) % kTasks)] != round - 1) ++stale;
      to[static_cast<std::size_t>(task)] = round;
    });
  }
  EXPECT_EQ(stale, 0);
}

TEST(ThreadPool, WakesFromSleep) {
  ThreadPool pool(3);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // long enough to fall asleep
    std::atomic<int> done{0};
    pool.run(30, [&](std::int64_t task, int) {
      if (task == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      ++done;
    });
    EXPECT_EQ(done, 30);
  }
}

TEST(ThreadPool, SharesTheWork) {
  ThreadPool pool(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  pool.run(3, [&](std::int64_t, int) {
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
