#include "gan/math/philox.h"

#include <vector>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

std::vector<std::uint32_t> words(const PhiloxWords& counter, std::uint64_t key) {
  const PhiloxWords drawn = philox(counter, key);
  return {drawn.word, drawn.word + 4};
}

// The known answers of Random123, the authors' library.
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(words({{0, 0, 0, 0}}, 0),
            (std::vector<std::uint32_t>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(words({{kOnes, kOnes, kOnes, kOnes}}, 0xffffffffffffffff),
            (std::vector<std::uint32_t>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(words({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0x299f31d0a4093822),
            (std::vector<std::uint32_t>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, EightHalfWordsAreTheFourWords) {
  const PhiloxWords drawn{{0x00010002, 0x00030004, 0x00050006, 0xffff0000}};
  const std::vector<std::uint32_t> expected = {2, 1, 4, 3, 6, 5, 0, 0xffff};
  for (int i = 0; i < 8; ++i) EXPECT_EQ(half_word(drawn, i), expected[static_cast<std::size_t>(i)]);
}

TEST(Philox, NumbersBelowACountFillItEvenly) {
  EXPECT_EQ(below(0, 0, 60000), 0U);
  EXPECT_EQ(below(0xffffffff, 0xffffffff, 60000), 59999U);
  EXPECT_EQ(below(0x80000000, 0, 7), 3U);
  EXPECT_EQ(below(0, 0xffffffff, 1), 0U);
  EXPECT_EQ(below(0xffffffff, 0xffffffff, 0xffffffff), 0xfffffffeU);

  constexpr int kDraws = 70000;
  std::vector<int> seen(7);
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    const PhiloxWords drawn = philox({{i, 0, 0, 0}}, 1);
    ++seen[below(drawn.word[0], drawn.word[1], 7)];
  }
  double chi_square = 0;
  for (const int count : seen) chi_square += (count - 1e4) * (count - 1e4) / 1e4;
  EXPECT_LT(chi_square, 22.5);  // exceeded once in a thousand keys
}

TEST(Philox, NormalNumbersHaveTheirMoments) {
  constexpr int kPairs = 200000;
  double sum[4] = {}, product = 0;
  int tail = 0;
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    const PhiloxWords drawn = philox({{i, 0, 0, 0}}, 2);
    const NormalPair pair = normal_pair(drawn.word[0], drawn.word[1]);
    product += pair.first * pair.second;
    for (const double x : {pair.first, pair.second}) {
      const double square = x * x;
      sum[0] += x;
      sum[1] += square;
      sum[2] += square * x;
      sum[3] += square * square;
      tail += std::abs(x) > 3;
    }
  }
  constexpr double kCount = 2.0 * kPairs;
  EXPECT_NEAR(sum[0] / kCount, 0, 0.006);  // each within four standard errors
  EXPECT_NEAR(sum[1] / kCount, 1, 0.009);
  EXPECT_NEAR(sum[2] / kCount, 0, 0.025);
  EXPECT_NEAR(sum[3] / kCount, 3, 0.062);
  EXPECT_NEAR(product / kPairs, 0, 0.009);
  EXPECT_NEAR(tail / kCount, 0.0027, 0.00033);
}

TEST(Philox, NormalNumbersAreFiniteAtTheEnds) {
  for (const std::uint32_t a : {0U, 1U, 0xfffffffeU, 0xffffffffU})
    for (const std::uint32_t b : {0U, 0x40000000U, 0xffffffffU}) {
      const NormalPair pair = normal_pair(a, b);
      EXPECT_LE(std::abs(pair.first), 6.8F);
      EXPECT_LE(std::abs(pair.second), 6.8F);
    }
  EXPECT_GT(normal_pair(0, 0).first, 6.7F);
}

}  // namespace
}  // namespace gan::test
