#include "gan/base/nearest.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

const std::vector<std::string> kFlags = {"--epochs", "--batch-size", "--seed", "--learning-rate"};

TEST(Nearest, FindsEachKindOfSlip) {
  EXPECT_EQ(nearest("--epoch", kFlags), "--epochs");           // a letter missing
  EXPECT_EQ(nearest("--epochss", kFlags), "--epochs");         // one too many
  EXPECT_EQ(nearest("--bitch-size", kFlags), "--batch-size");  // a wrong one
  EXPECT_EQ(nearest("--sede", kFlags), "--seed");              // two swapped
  EXPECT_EQ(nearest("--batch_size", kFlags), "--batch-size");
}

TEST(Nearest, FindsTheWordItself) {
  EXPECT_EQ(nearest("--seed", kFlags), "--seed");
}

TEST(Nearest, FindsAWordInOtherCase) {
  EXPECT_EQ(nearest("DCGAN", {"mlp", "dcgan"}), "dcgan");
}

TEST(Nearest, FindsAnAbbreviation) {
  EXPECT_EQ(nearest("--learn", kFlags), "--learning-rate");
}

TEST(Nearest, SuggestsNothingFarAway) {
  EXPECT_EQ(nearest("--wallpaper", kFlags), "");
  EXPECT_EQ(nearest("x", kFlags), "");
  EXPECT_EQ(nearest("4", {"1", "3"}), "") << "nothing of the word is left";
  EXPECT_EQ(nearest("", kFlags), "");
  EXPECT_EQ(nearest("--seed", {}), "");
}

TEST(Nearest, PrefersTheCloser) {
  EXPECT_EQ(nearest("abcdef", {"abcdxx", "abcdex"}), "abcdex");
  EXPECT_EQ(nearest("abcdef", {"abcdex", "abcdxx"}), "abcdex");
}

// One swap is one slip; as two substitutions it would be too far for so short a word.
TEST(Nearest, ASwapCountsOnce) {
  EXPECT_EQ(nearest("gna", {"gan"}), "gan");
  EXPECT_EQ(nearest("gxx", {"gan"}), "");
}

TEST(Nearest, LooksAtNoWordLongerThanAnyName) {
  const std::string hundred(100, 'a'), more(101, 'a');
  EXPECT_EQ(nearest(hundred, {hundred}), hundred);
  EXPECT_EQ(nearest(more, {more}), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), kFlags), "");
}

TEST(Nearest, AsksWhetherItWasMeant) {
  EXPECT_EQ(did_you_mean("--sed", kFlags), "did you mean --seed?");
  EXPECT_EQ(did_you_mean("--wallpaper", kFlags), "");
}

}  // namespace
}  // namespace gan::test
