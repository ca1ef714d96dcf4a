#include "gan/evaluation/measures/frechet_distance.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

at::Tensor diagonal(std::vector<double> values) {
  return torch::diag(torch::tensor(values, torch::kFloat64));
}

double frechet_distance(const GaussianFit& first, const GaussianFit& second) {
  return FrechetReference(first).distance_to(second);
}

TEST(FrechetDistance, OfDiagonalCovariancesIsASumOverTheAxes) {
  const GaussianFit a{torch::tensor({0.0, 1.0, -2.0}, torch::kFloat64), diagonal({1, 4, 0})};
  const GaussianFit b{torch::tensor({3.0, 1.0, -1.0}, torch::kFloat64), diagonal({9, 1, 0.25})};
  // (m - n)^2 + (s - t)^2 for each axis with standard deviations s and t.
  EXPECT_NEAR(frechet_distance(a, b), (9 + 4) + (0 + 1) + (1 + 0.25), 1e-12);
  EXPECT_NEAR(frechet_distance(b, a), frechet_distance(a, b), 1e-12);
}

TEST(FrechetDistance, OfCovariancesThatDoNotCommute) {
  // For 2 by 2: tr(M^(1/2)) = sqrt(tr M + 2 sqrt(det M)), M = C1 C2 (Cayley and Hamilton).
  const at::Tensor c1 = torch::tensor({{2.0, 1.0}, {1.0, 3.0}}, torch::kFloat64);
  const at::Tensor c2 = torch::tensor({{1.0, -0.5}, {-0.5, 0.5}}, torch::kFloat64);
  const double trace = (2 * 1 + 1 * -0.5) + (1 * -0.5 + 3 * 0.5);
  const double determinant = (2 * 3 - 1) * (0.5 - 0.25);
  const double expected = 5 + 1.5 - 2 * std::sqrt(trace + 2 * std::sqrt(determinant));
  const at::Tensor zero = torch::zeros({2}, torch::kFloat64);
  EXPECT_NEAR(frechet_distance({zero, c1}, {zero, c2}), expected, 1e-12);
}

TEST(FrechetDistance, FitIsTheUnbiasedCovariance) {
  const at::Tensor rows = torch::tensor({{1.0F, 2.0F}, {3.0F, 2.0F}, {5.0F, 8.0F}});
  const GaussianFit fit = fit_gaussian(Features(rows));
  EXPECT_TRUE(torch::allclose(fit.mean, torch::tensor({3.0, 4.0}, torch::kFloat64)));
  EXPECT_TRUE(
      torch::allclose(fit.covariance, torch::tensor({{4.0, 6.0}, {6.0, 12.0}}, torch::kFloat64)));
}

TEST(FrechetDistance, OfASetFromItselfIsZeroEvenWhereItIsFlat) {
  const at::Tensor rows = torch::cat({random_features(20, 40, 1), torch::zeros({20, 8})}, 1);
  const GaussianFit fit = fit_gaussian(Features(rows));  // rank 19 of 48
  EXPECT_LT(frechet_distance(fit, fit), 1e-4);
  EXPECT_NEAR(frechet_distance(fit, fit_gaussian(Features(rows + 1))), 48, 1e-4);
}

TEST(FrechetDistance, FollowsTheNewtonSchulzRootOfTheProduct) {
  const GaussianFit a = fit_gaussian(Features(random_features(500, 6, 1)));
  const GaussianFit b = fit_gaussian(Features(random_features(500, 6, 2).pow(3) + 0.5));
  // Higham (2008, "Functions of Matrices", equation 6.35, the iteration of Denman and Beavers) on
  // C1 C2 itself, which is not symmetric: an independent way to the trace.
  at::Tensor root = a.covariance.matmul(b.covariance);
  at::Tensor inverse = torch::eye(6, torch::kFloat64);
  for (int i = 0; i < 40; ++i) {
    const at::Tensor next = (root + inverse.inverse()) / 2;
    inverse = (inverse + root.inverse()) / 2;
    root = next;
  }
  const double expected =
      ((a.mean - b.mean).square().sum() + (a.covariance + b.covariance - 2 * root).trace())
          .item<double>();
  EXPECT_NEAR(frechet_distance(a, b), expected, 1e-9 * expected);
}

TEST(FrechetDistance, RefusesWhatHasNoDistance) {
  const auto fit = [](const at::Tensor& rows) {
    return error_of([&] { fit_gaussian(Features(rows)); });
  };
  EXPECT_TRUE(has(fit(torch::zeros({1, 3})), {"Frechet", "at least 2", "found 1"}));
  EXPECT_TRUE(has(fit(torch::zeros({4, 3}, torch::kInt64)), {"floating point"}));
  EXPECT_TRUE(has(fit(at::Tensor()), {"floating point"}));
  EXPECT_TRUE(has(fit(torch::full({3, 2}, std::numeric_limits<float>::quiet_NaN())), {"NaN"}));
  const GaussianFit two = fit_gaussian(Features(random_features(9, 2, 1)));
  const GaussianFit three = fit_gaussian(Features(random_features(9, 3, 1)));
  EXPECT_TRUE(has(error_of([&] { frechet_distance(two, three); }), {"2 features", "found 3"}));
}

}  // namespace
}  // namespace gan::test
