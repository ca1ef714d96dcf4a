#include "gan/evaluation/measures/kernel_distance.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

double kernel(const at::Tensor& x, const at::Tensor& y) {
  return std::pow((x * y).sum().item<double>() / static_cast<double>(x.numel()) + 1, 3);
}

// The definition, term by term.
double by_hand(const at::Tensor& a, const at::Tensor& b) {
  double within_a = 0, within_b = 0, across = 0;
  const std::int64_t n = a.size(0), m = b.size(0);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      if (i != j) within_a += kernel(a[i], a[j]);
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < m; ++j)
      if (i != j) within_b += kernel(b[i], b[j]);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < m; ++j) across += kernel(a[i], b[j]);
  const auto first = static_cast<double>(n), second = static_cast<double>(m);
  return within_a / (first * (first - 1)) + within_b / (second * (second - 1)) -
         2 * across / (first * second);
}

TEST(KernelDistance, FollowsItsDefinition) {
  const at::Tensor a = random_features(7, 5, 1).to(torch::kFloat64);
  const at::Tensor b = (random_features(9, 5, 2) * 2 + 1).to(torch::kFloat64);
  EXPECT_NEAR(square_kernel_discrepancy(a, b), by_hand(a, b), 1e-9);
}

TEST(KernelDistance, OfPointsOnALine) {
  // Rows of one number: k(x, y) = (xy + 1)^3. {0, 1} and {2, 2}: 1 + 125 - 2 (1 + 27) / 2.
  const at::Tensor a = torch::tensor({{0.0}, {1.0}}, torch::kFloat64);
  const at::Tensor b = torch::tensor({{2.0}, {2.0}}, torch::kFloat64);
  EXPECT_NEAR(square_kernel_discrepancy(a, b), 98, 1e-12);
}

TEST(KernelDistance, HasNoBias) {
  // Equal distributions: of 200 estimates the mean is within four of its standard errors of 0.
  const KernelDistance distance = kernel_distance(Features(random_features(2000, 4, 3)),
                                                  Features(random_features(2000, 4, 4)), 10, 5);
  EXPECT_EQ(distance.subsets, 200);
  EXPECT_EQ(distance.subset_size, 10);
  EXPECT_GT(distance.standard_error, 0);
  EXPECT_LT(std::abs(distance.value), 4 * distance.standard_error);
}

TEST(KernelDistance, StandardErrorIsThatOfRepetitions) {
  // The spread of independent repetitions is what the standard error claims.
  double sum = 0, squares = 0, claimed = 0;
  constexpr int kRepetitions = 60;
  for (std::uint64_t i = 0; i < kRepetitions; ++i) {
    const KernelDistance distance =
        kernel_distance(Features(random_features(200, 3, 2 * i)),
                        Features(random_features(200, 3, 2 * i + 1) + 0.5), 20, i);
    sum += distance.value;
    squares += distance.value * distance.value;
    claimed += distance.standard_error / kRepetitions;
  }
  const double spread = std::sqrt((squares - sum * sum / kRepetitions) / (kRepetitions - 1));
  EXPECT_NEAR(claimed / spread, 1, 0.3);
}

TEST(KernelDistance, TheSeedDecidesTheSubsets) {
  const at::Tensor a = random_features(50, 3, 1), b = random_features(50, 3, 2);
  const double once = kernel_distance(Features(a), Features(b), 10, 1).value;
  EXPECT_EQ(kernel_distance(Features(a), Features(b), 10, 1).value, once);
  EXPECT_NE(kernel_distance(Features(a), Features(b), 10, 2).value, once);
}

TEST(KernelDistance, RefusesWhatGivesNoSubsets) {
  const at::Tensor rows = random_features(10, 3, 1);
  const auto text = [&](std::int64_t size) {
    return error_of([&] { kernel_distance(Features(rows), Features(rows), size, 1); });
  };
  EXPECT_TRUE(has(text(1), {"kernel distance", "subsets of at least 2 images", "found 1"}));
  EXPECT_TRUE(has(text(6), {"at least 12 images", "found 10"}));
  const at::Tensor wide = random_features(10, 4, 1);
  EXPECT_TRUE(
      has(error_of([&] { kernel_distance(Features(rows), Features(wide), 2, 1); }), {"3 and 4"}));
}

}  // namespace
}  // namespace gan::test
