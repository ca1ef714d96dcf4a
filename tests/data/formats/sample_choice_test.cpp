#include "gan/data/formats/sample_choice.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using Positions = std::vector<std::int64_t>;

TEST(SampleChoice, TakesAllWhereThereAreNoMore) {
  EXPECT_EQ((SampleChoice{3}.of(3)), (Positions{0, 1, 2}));
  EXPECT_EQ((SampleChoice{9, 5}.of(3)), (Positions{0, 1, 2}));
  EXPECT_EQ((SampleChoice{0}.of(3)), Positions());
  EXPECT_EQ((SampleChoice{-1}.of(3)), Positions());
}

TEST(SampleChoice, TakesEachOnceInOrder) {
  for (const std::int64_t most : {1, 2, 50, 99}) {
    const Positions chosen = SampleChoice{most, 7}.of(100);
    EXPECT_EQ(static_cast<std::int64_t>(chosen.size()), most);
    EXPECT_TRUE(std::is_sorted(chosen.begin(), chosen.end()));
    EXPECT_EQ(std::adjacent_find(chosen.begin(), chosen.end()), chosen.end());
    EXPECT_GE(chosen.front(), 0);
    EXPECT_LT(chosen.back(), 100);
  }
}

TEST(SampleChoice, TheSeedDecides) {
  EXPECT_EQ((SampleChoice{10, 1}.of(1000)), (SampleChoice{10, 1}.of(1000)));
  EXPECT_NE((SampleChoice{10, 1}.of(1000)), (SampleChoice{10, 2}.of(1000)));
  // Fixed once and for all, as evaluations are compared with older ones.
  EXPECT_EQ((SampleChoice{4, 0}.of(600)), (Positions{58, 244, 364, 568}));
}

TEST(SampleChoice, EachSetIsAsLikely) {
  std::map<Positions, int> seen;
  for (std::uint64_t seed = 0; seed < 10000; ++seed) ++seen[SampleChoice{2, seed}.of(5)];
  EXPECT_EQ(seen.size(), 10u);
  for (const auto& [chosen, times] : seen) EXPECT_NEAR(times, 1000, 150);
}

}  // namespace
}  // namespace gan::test
