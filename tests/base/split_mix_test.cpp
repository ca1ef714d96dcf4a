#include "gan/base/split_mix.h"

#include <array>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(SplitMix, KnownValues) {
  // The reference implementation's first numbers for this state.
  SplitMix random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(SplitMix, BetweenReachesEachNumberAboutEquallyOften) {
  SplitMix random(1, 2);
  std::array<int, 7> seen{};
  for (int i = 0; i < 70000; ++i) {
    const std::int64_t n = random.between(-3, 3);
    ASSERT_GE(n, -3);
    ASSERT_LE(n, 3);
    ++seen[static_cast<std::size_t>(n + 3)];
  }
  for (const int count : seen) EXPECT_NEAR(count, 10000, 500);  // five standard deviations
}

TEST(SplitMix, AroundZeroIsSymmetricAndBounded) {
  SplitMix random(1, 2);
  std::int64_t sum = 0, middle = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::int64_t n = random.around_zero(900);
    ASSERT_LE(n, 900);
    ASSERT_GE(n, -900);
    sum += n;
    middle += n > -300 && n < 300;
  }
  EXPECT_NEAR(static_cast<double>(sum) / 30000, 0, 10);
  EXPECT_GT(middle, 17000);  // of a uniform distribution it would be 10000
}

TEST(SplitMix, StreamsAndSeedsDiffer) {
  EXPECT_NE(SplitMix(1, 0).next(), SplitMix(1, 1).next());
  EXPECT_NE(SplitMix(1, 0).next(), SplitMix(2, 0).next());
  // No stream is another one that begins later.
  SplitMix first(1, 0);
  first.next();
  EXPECT_NE(first.next(), SplitMix(1, 1).next());
}

}  // namespace
}  // namespace gan::test
