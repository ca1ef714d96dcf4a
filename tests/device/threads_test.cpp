#include "gan/device/threads.h"

#include <sched.h>

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

// Leaves the process the first `count` of its cores until the end of the block.
class Cores {
 public:
  explicit Cores(int count) {
    sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t fewer;
    CPU_ZERO(&fewer);
    for (std::size_t core = 0; core < CPU_SETSIZE && CPU_COUNT(&fewer) < count; ++core)
      if (CPU_ISSET(core, &before_)) CPU_SET(core, &fewer);
    sched_setaffinity(0, sizeof fewer, &fewer);
    there_ = CPU_COUNT(&fewer);
  }
  ~Cores() { sched_setaffinity(0, sizeof before_, &before_); }
  Cores(const Cores&) = delete;
  Cores& operator=(const Cores&) = delete;
  int there() const { return there_; }

 private:
  cpu_set_t before_;
  int there_ = 0;
};

class ThreadsTest : public testing::Test {
 protected:
  Variable openmp{"OMP_NUM_THREADS", std::nullopt};
};

TEST_F(ThreadsTest, AreAsTold) {
  EXPECT_EQ(set_threads(1).count, 1);
  EXPECT_EQ(at::get_num_threads(), 1);
  const Threads all = set_threads(0);
  EXPECT_EQ(all.count, at::get_num_threads());
}

TEST_F(ThreadsTest, AreAtMostTheCores) {
  const Cores two(2), one(1);
  EXPECT_EQ(usable_threads(0).count, 1);
  EXPECT_EQ(usable_threads(7).count, 1);
  EXPECT_EQ(usable_threads(7).limit, "");
}

TEST_F(ThreadsTest, OpenMpsNumberHoldsWhereNoneIsAskedFor) {
  const Cores cores(2);
  if (cores.there() < 2) GTEST_SKIP() << "one core";
  for (const char* text : {"1", "1,4", " 1"}) {
    const Variable one("OMP_NUM_THREADS", text);
    EXPECT_EQ(usable_threads(0).count, 1) << text;
    EXPECT_EQ(usable_threads(0).limit, "OMP_NUM_THREADS") << text;
    EXPECT_EQ(usable_threads(2).count, 2) << text;
    EXPECT_EQ(usable_threads(2).limit, "") << text;
  }
  for (const char* text : {"", "0", "-3", "many", "64", "99999999999999999999"}) {
    const Variable useless("OMP_NUM_THREADS", text);
    EXPECT_EQ(usable_threads(0).count, 2) << text;
    EXPECT_EQ(usable_threads(0).limit, "") << text;
  }
}

}  // namespace
}  // namespace gan::test
