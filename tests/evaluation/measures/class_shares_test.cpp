#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/evaluation/measures/class_measures.h"

namespace gan::test {
namespace {

TEST(ClassShares, OfLabels) {
  const at::Tensor labels = torch::tensor({0, 3, 3, 1, 3});
  EXPECT_EQ(label_shares(labels, 5), (std::vector<double>{0.2, 0.2, 0, 0.6, 0}));
  EXPECT_TRUE(has(error_of([&] { label_shares(labels, 3); }), {"labels below 3", "found 3"}));
  EXPECT_TRUE(has(error_of([] { label_shares(at::Tensor(), 3); }), {"int64 label", "none"}));
}

TEST(ClassShares, TheTopClassAndDoubtAreSeen) {
  const SeenClasses seen = seen_classes(torch::tensor({{0.05F, 0.95F, 0.0F},
                                                       {0.89F, 0.11F, 0.0F},
                                                       {0.91F, 0.0F, 0.09F},
                                                       {0.0F, 0.5F, 0.5F},
                                                       {0.9F, 0.1F, 0.0F}}));
  EXPECT_TRUE(torch::equal(seen.labels, torch::tensor({1, 0, 0, 1, 0})));
  // As a float, 0.9 is a little less.
  EXPECT_TRUE(
      torch::equal(seen.low_confidence, torch::tensor({0.0, 1.0, 0.0, 1.0, 1.0}, torch::kFloat64)));
}

TEST(ClassShares, TotalVariation) {
  EXPECT_DOUBLE_EQ(total_variation({0.5, 0.5, 0}, {0.25, 0.25, 0.5}), 0.5);
  EXPECT_DOUBLE_EQ(total_variation({1, 0}, {0, 1}), 1);
  EXPECT_DOUBLE_EQ(total_variation({0.3, 0.7}, {0.3, 0.7}), 0);
}

TEST(ClassShares, ModesAreClassesWithAHundredthOfTheirShare) {
  EXPECT_EQ(count_modes({0.004, 0.996}, {0.5, 0.5}), 1);
  EXPECT_EQ(count_modes({0.006, 0.994}, {0.5, 0.5}), 2);
  EXPECT_EQ(count_modes({0.5, 0.5, 0}, {1, 0, 0}), 1);  // what is not real is no mode
}

}  // namespace
}  // namespace gan::test
