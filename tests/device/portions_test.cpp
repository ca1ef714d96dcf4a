#include "gan/device/portions.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"

namespace gan::test {
namespace {

class Portions : public testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(3); }
  void TearDown() override { at::set_num_threads(before); }
  int before = at::get_num_threads();
};

TEST_F(Portions, CoverEachRowOnce) {
  for (const std::int64_t count : {0, 1, 9, 10, 11, 100}) {
    std::mutex mutex;
    std::vector<std::pair<std::int64_t, std::int64_t>> portions;
    in_portions(count, 10, {}, [&](std::int64_t begin, std::int64_t end) {
      const std::lock_guard<std::mutex> lock(mutex);
      portions.emplace_back(begin, end);
    });
    std::sort(portions.begin(), portions.end());
    std::int64_t next = 0;
    for (const auto& [begin, end] : portions) {
      EXPECT_EQ(begin, next);
      EXPECT_LE(end - begin, 10);
      next = end;
    }
    EXPECT_EQ(next, count);
  }
}

TEST_F(Portions, ThreadsComputeAloneAndInTheCallersMode) {
  const torch::NoGradGuard no_grad;
  std::mutex mutex;
  std::set<std::thread::id> threads;
  std::atomic<int> wrong{0}, begun{0};
  in_portions(3, 1, {}, [&](std::int64_t, std::int64_t) {
    wrong += at::get_num_threads() != 1 || torch::GradMode::is_enabled();
    // Each of the three waits until all have one.
    for (++begun; begun < 3;) std::this_thread::yield();
    const std::lock_guard<std::mutex> lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(threads.size(), 3u);
  EXPECT_EQ(at::get_num_threads(), 3);
}

TEST_F(Portions, WhatIsThrownComesBackAndTheRestIsLeft) {
  std::atomic<int> done{0};
  const auto fail = [&](std::int64_t begin, std::int64_t) {
    ++done;
    if (begin == 5) throw Error("failing").at("5");
  };
  EXPECT_EQ(error_of([&] { in_portions(100000, 1, {}, fail); }), Error("failing").at("5").what());
  EXPECT_LT(done, 100000);
  EXPECT_EQ(at::get_num_threads(), 3);
}

TEST_F(Portions, APulseThatThrowsStops) {
  const std::thread::id caller = std::this_thread::get_id();
  std::atomic<int> done{0};
  int calls = 0;
  const auto on_progress = [&] {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    if (++calls == 3) throw 17;  // no std::exception
  };
  EXPECT_THROW(in_portions(1000000, 1, on_progress, [&](std::int64_t, std::int64_t) { ++done; }),
               int);
  EXPECT_LT(done, 1000000);
}

}  // namespace
}  // namespace gan::test
