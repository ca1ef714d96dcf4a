#include "gan/evaluation/measures/bootstrap.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

// The biased standard deviation of each column.
at::Tensor spread(const at::Tensor& rows) {
  return (rows - rows.mean(0)).square().mean(0).sqrt();
}

TEST(Bootstrap, MeansSpreadAsTheirStandardErrors) {
  const at::Tensor values =
      torch::cat({random_features(400, 1, 1), 3 * random_features(400, 1, 2) + 7}, 1)
          .to(torch::kFloat64);
  const at::Tensor means = resampled_means(Features(values), 2000, 1);
  ASSERT_EQ(means.sizes(), (std::vector<std::int64_t>{2000, 2}));
  // The bootstrap's standard error of a mean is known: the root of the biased variance / count.
  const at::Tensor expected = spread(values) / 20;
  EXPECT_TRUE(torch::allclose(spread(means), expected, /*rtol=*/0.06));
  EXPECT_TRUE(torch::allclose(means.mean(0), values.mean(0), 0, /*atol=*/0.02));
}

TEST(Bootstrap, IntervalOfAMeanIsTheNormalOne) {
  const at::Tensor values = random_features(1000, 1, 3).to(torch::kFloat64);
  const double mean = values.mean().item<double>();
  const Interval interval = interval_of(mean, resampled_means(Features(values), 4000, 1));
  const double expected = 1.96 * values.std().item<double>() / std::sqrt(1000.0);
  EXPECT_NEAR(interval.low, mean - expected, 0.08 * expected);
  EXPECT_NEAR(interval.high, mean + expected, 0.08 * expected);
}

TEST(Bootstrap, IntervalIsMovedToTheValue) {
  const Interval interval = interval_of(2, torch::linspace(10, 20, 1001, torch::kFloat64));
  EXPECT_NEAR(interval.low, 2 - 4.75, 1e-6);
  EXPECT_NEAR(interval.high, 2 + 4.75, 1e-6);
}

TEST(Bootstrap, FrechetDrawsAreDistancesOfDrawnRows) {
  // Two rows: a draw has one of them twice, or both, so its distance is one of three.
  const at::Tensor rows = torch::tensor({{1.0, 0.0}, {0.0, 3.0}}, torch::kFloat64);
  const GaussianFit fit = fit_gaussian(Features(random_features(50, 2, 4)));
  const at::Tensor draws = resampled_frechet(FrechetReference(fit), Features(rows), 40, 1);
  const auto distance = [&](std::int64_t a, std::int64_t b) {
    return FrechetReference(fit).distance_to(
        fit_gaussian(Features(torch::stack({rows[a], rows[b]}))));
  };
  const at::Tensor possible =
      torch::tensor({distance(0, 0), distance(1, 1), distance(0, 1)}, torch::kFloat64);
  const at::Tensor off = (draws.unsqueeze(1) - possible).abs();
  EXPECT_LT(off.amin(1).max().item<double>(), 1e-6);
  EXPECT_LT(off.amin(0).max().item<double>(), 1e-6);  // each of them came up
}

TEST(Bootstrap, FrechetIntervalIsAsWideAsNewSamplesSpread) {
  const FrechetReference reference(fit_gaussian(Features(random_features(2000, 4, 1))));
  const at::Tensor rows = random_features(300, 4, 2) + 0.5;
  const double value = reference.distance_to(fit_gaussian(Features(rows)));
  const Interval interval =
      interval_of(value, resampled_frechet(reference, Features(rows), 200, 1));
  EXPECT_LT(interval.low, value);
  EXPECT_GT(interval.high, value);
  double sum = 0, squares = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    const double other =
        reference.distance_to(fit_gaussian(Features(random_features(300, 4, 100 + i) + 0.5)));
    sum += other;
    squares += other * other;
  }
  const double spread = std::sqrt((squares - sum * sum / 100) / 99);
  EXPECT_NEAR((interval.high - interval.low) / (2 * 1.96 * spread), 1, 0.3);
}

TEST(Bootstrap, TheSeedDecides) {
  const at::Tensor rows = random_features(20, 2, 1).to(torch::kFloat64);
  EXPECT_TRUE(torch::equal(resampled_means(Features(rows), 150, 1),
                           resampled_means(Features(rows), 150, 1)));
  EXPECT_FALSE(torch::equal(resampled_means(Features(rows), 150, 1),
                            resampled_means(Features(rows), 150, 2)));
}

TEST(Bootstrap, SharesAreMeansOfWhatIsInEachClass) {
  const at::Tensor labels = torch::tensor({2, 0, 2, 3, 0, 2, 1});
  const at::Tensor in_class = torch::one_hot(labels, 5).to(torch::kFloat64);
  EXPECT_TRUE(torch::equal(resampled_shares(labels, 5, 150, 1),
                           resampled_means(Features(in_class), 150, 1)));
}

TEST(Bootstrap, RefusesEmptySets) {
  EXPECT_TRUE(has(error_of([] {
                    resampled_means(Features(torch::zeros({0, 2})), 9, 1);
                  }),
                  {"at least 1"}));
}

}  // namespace
}  // namespace gan::test
