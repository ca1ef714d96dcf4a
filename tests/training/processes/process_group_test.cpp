#include "gan/training/processes/process_group.h"

#include <atomic>
#include <functional>
#include <thread>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/error.h"
#include "loopback_launch.h"

namespace gan::test {
namespace {

using Work = std::function<void(ProcessGroup&)>;

// Threads stand for the processes. Returns how each ended: "", "ended CODE", or an error's text.
std::vector<std::string> run_ranks(std::int64_t count, const Work& work,
                                   const ProcessGroup::Events& events = {}) {
  Launch launch = loopback_launch(count);
  std::vector<std::string> ends(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (launch.rank = 0; launch.rank < count; ++launch.rank)
    threads.emplace_back([&, own = launch] {
      std::string& end = ends[static_cast<std::size_t>(own.rank)];
      try {
        ProcessGroup group(own, events);
        try {
          work(group);
          group.leave();
        } catch (const GroupEnded& ended) {
          end = "ended " + std::to_string(ended.code);
          group.end(ended.code);
        } catch (const Error& error) {
          const ProcessGroup::End how = group.end(static_cast<int>(error.code()));
          end = (how.first ? "first: " : "later: ") + std::string(error.what());
        }
      } catch (const Error& error) {
        end = error.what();
      }
    });
  for (std::thread& thread : threads) thread.join();
  return ends;
}

at::Tensor numbers(std::initializer_list<double> values) {
  return at::tensor(std::vector<float>(values.begin(), values.end()));
}

TEST(ProcessGroup, ExchangesTensors) {
  const auto ends = run_ranks(3, [](ProcessGroup& group) {
    EXPECT_EQ(group.size(), 3);
    const auto rank = static_cast<double>(group.rank());
    const at::Tensor sum = numbers({1, rank});
    group.sum(sum);
    EXPECT_TRUE(sum.equal(numbers({3, 3})));
    const at::Tensor all = group.gather(numbers({rank, 7}));
    EXPECT_TRUE(all.equal(at::stack({numbers({0, 7}), numbers({1, 7}), numbers({2, 7})})));
    const at::Tensor first = numbers({rank + 5});
    group.broadcast(first);
    EXPECT_EQ(first.item<float>(), 5);
  });
  EXPECT_EQ(ends, std::vector<std::string>(3));
}

TEST(ProcessGroup, ExchangesTexts) {
  const auto ends = run_ranks(2, [](ProcessGroup& group) {
    const std::string own = std::string("a\0b", 3) + std::to_string(group.rank());
    EXPECT_EQ(group.broadcast(own), std::string("a\0b0", 4));
    EXPECT_EQ(group.broadcast(""), "");
    EXPECT_EQ(group.gather(own), (std::vector<std::string>{{"a\0b0", 4}, {"a\0b1", 4}}));
    EXPECT_EQ(group.gather(""), std::vector<std::string>(2));
    EXPECT_TRUE(group.any(group.rank() == 1));
    EXPECT_FALSE(group.any(false));
  });
  EXPECT_EQ(ends, std::vector<std::string>(2));
}

TEST(ProcessGroup, KnowsItsMachine) {
  run_ranks(2, [](ProcessGroup& group) {
    EXPECT_EQ(group.local_rank(), group.rank());
    EXPECT_EQ(group.sharing_cores(), 2);
  });
}

TEST(ProcessGroup, MeetsForAsLongAsOneWorks) {
  run_ranks(2, [](ProcessGroup& group) {
    static std::atomic<bool> worked{false};
    group.set_timeout(std::chrono::seconds(3));
    if (group.rank() == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5000));
      worked = true;
    }
    group.meet();
    EXPECT_TRUE(worked);
  });
}

TEST(ProcessGroup, AnExchangeDoesNotWaitForLonger) {
  const auto ends = run_ranks(2, [](ProcessGroup& group) {
    group.set_timeout(std::chrono::seconds(3));
    if (group.rank() == 1) std::this_thread::sleep_for(std::chrono::seconds(6));
    group.any(false);
  });
  EXPECT_TRUE(has(ends[0], {"first: training with other processes", "--resume-if-present"}));
  EXPECT_EQ(ends[1], "ended 1");
}

TEST(ProcessGroup, OneEndsAll) {
  for (const bool in_exchange : {false, true}) {
    const auto ends = run_ranks(3, [&](ProcessGroup& group) {
      if (group.rank() == 2) throw Error::diverged("this rank failed");
      in_exchange ? static_cast<void>(group.any(true)) : group.meet();
    });
    EXPECT_EQ(ends[0], "ended 3");
    EXPECT_EQ(ends[1], "ended 3");
    EXPECT_EQ(ends[2], "first: this rank failed");
  }
}

TEST(ProcessGroup, TheFirstEndCounts) {
  run_ranks(3, [](ProcessGroup& group) {
    if (group.rank() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(600));
    const ProcessGroup::End end = group.end(group.rank() == 0 ? 3 : 1);
    EXPECT_EQ(end.code, 3);
    EXPECT_EQ(end.first, group.rank() == 0);
    throw GroupEnded(3);
  });
}

TEST(ProcessGroup, AStopSignalReachesAll) {
  std::atomic<int> stopped{0};
  ProcessGroup::Events events;
  events.stop_signal = [] { return 15; };
  events.stop = [&](int signal) { stopped += signal; };
  run_ranks(
      2,
      [&](ProcessGroup& group) {
        for (int i = 0; i < 100 && stopped < 30; ++i)
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        EXPECT_EQ(stopped, 30);
        group.meet();
      },
      events);
}

TEST(ProcessGroup, AProcessMayJoinLate) {
  Launch launch = loopback_launch(2);
  std::atomic<int> asked{0};
  ProcessGroup::Events events;
  events.waits = [&](const std::string& missing) {
    ++asked;
    EXPECT_TRUE(has(missing, {"1 of 2 processes at 127.0.0.1:"}));
  };
  std::thread late([launch]() mutable {
    std::this_thread::sleep_for(std::chrono::seconds(12));  // a sign of life is due within ten
    launch.rank = 1;
    ProcessGroup(launch, {}).leave();
  });
  EXPECT_NO_THROW(ProcessGroup(launch, events).leave());
  late.join();
  EXPECT_GT(asked, 5);
}

TEST(ProcessGroup, AProcessMayBeFirst) {
  Launch launch = loopback_launch(2);
  launch.rank = 1;
  ProcessGroup::Events events;
  events.waits = [](const std::string& missing) {
    throw GroupEnded(static_cast<int>(missing.size()));
  };
  EXPECT_THROW(ProcessGroup(launch, events), GroupEnded);  // it may give up
}

// What joining by such a launch ends in.
std::string refusal(const Launch& launch) {
  return error_of([&] { ProcessGroup(launch, {}); });
}

TEST(ProcessGroup, OneThatExpectsMoreProcessesEndsThoseThatWait) {
  Launch launch = loopback_launch(2), other = launch;
  other.rank = 1;
  other.processes = 3;
  int code = 0;
  std::thread waiting([&] {
    try {
      ProcessGroup group(launch, {});
    } catch (const GroupEnded& ended) {
      code = ended.code;
    }
  });
  EXPECT_TRUE(has(refusal(other), {"WORLD_SIZE", "2, as in the process that came first", "3"}));
  waiting.join();
  EXPECT_EQ(code, 2);
}

TEST(ProcessGroup, ATakenPortOrRankIsAnError) {
  Launch second;
  const auto ends = run_ranks(2, [&](ProcessGroup& group) {
    group.meet();
    if (group.rank() == 1) return;
    second = group.launch();
    EXPECT_TRUE(has(refusal(second), {"a free port", "one that is taken"}));
    second.rank = 1;
    EXPECT_TRUE(has(refusal(second), {"RANK", "second process with 1"}));
  });
  EXPECT_EQ(ends, std::vector<std::string>(2));
}

}  // namespace
}  // namespace gan::test
