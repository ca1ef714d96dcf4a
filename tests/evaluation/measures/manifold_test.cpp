#include "gan/evaluation/measures/manifold.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"

namespace gan::test {
namespace {

double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).square().sum().sqrt().item<double>();
}

// The distance from row `i` to its k-th nearest other row.
double radius(const at::Tensor& rows, std::int64_t i, std::size_t k) {
  std::vector<double> distances;
  for (std::int64_t j = 0; j < rows.size(0); ++j)
    if (j != i) distances.push_back(distance(rows[i], rows[j]));
  std::sort(distances.begin(), distances.end());
  return distances[k - 1];
}

// The definitions, ball by ball.
ManifoldTerms by_hand(const at::Tensor& real, const at::Tensor& samples) {
  const std::int64_t n = real.size(0), m = samples.size(0);
  ManifoldTerms terms{torch::zeros({m}, torch::kFloat64), torch::zeros({m}, torch::kFloat64),
                      torch::zeros({n}, torch::kFloat64), torch::zeros({n}, torch::kFloat64)};
  std::vector<double> around_samples;
  for (std::int64_t j = 0; j < m; ++j) around_samples.push_back(radius(samples, j, 3));
  for (std::int64_t i = 0; i < n; ++i) {
    const double third = radius(real, i, 3), fifth = radius(real, i, 5);
    for (std::int64_t j = 0; j < m; ++j) {
      const double apart = distance(real[i], samples[j]);
      if (apart <= third) terms.precision[j] = 1;
      if (apart <= around_samples[static_cast<std::size_t>(j)]) terms.recall[i] = 1;
      if (apart <= fifth) {
        terms.density[j] += 0.2;
        terms.coverage[i] = 1;
      }
    }
  }
  return terms;
}

TEST(Manifold, FollowsItsDefinitions) {
  const at::Tensor real = random_features(40, 3, 1).to(torch::kFloat64);
  const at::Tensor samples = random_features(30, 3, 2).to(torch::kFloat64) * 0.7 + 0.6;
  const ManifoldTerms terms = manifold_terms(Features(real), Features(samples)),
                      expected = by_hand(real, samples);
  EXPECT_TRUE(torch::equal(terms.precision, expected.precision));
  EXPECT_TRUE(torch::allclose(terms.density, expected.density));
  EXPECT_TRUE(torch::equal(terms.recall, expected.recall));
  EXPECT_TRUE(torch::equal(terms.coverage, expected.coverage));
  for (const at::Tensor& term : {terms.precision, terms.recall, terms.coverage}) {
    const double mean = term.mean().item<double>();
    EXPECT_GT(mean, 0.1);
    EXPECT_LT(mean, 1);
  }
}

TEST(Manifold, BlocksDoNotShow) {
  // Behind more rows than a block has, all far away, the same rows have the same terms.
  const at::Tensor real = random_features(40, 3, 1), samples = random_features(30, 3, 2);
  const at::Tensor far_real = random_features(990, 3, 3) + 1000;
  const at::Tensor far_samples = random_features(990, 3, 4) - 1000;
  const ManifoldTerms alone = manifold_terms(Features(real), Features(samples));
  const ManifoldTerms among = manifold_terms(Features(torch::cat({far_real, real})),
                                             Features(torch::cat({far_samples, samples})));
  EXPECT_TRUE(torch::equal(among.precision.slice(0, 990), alone.precision));
  EXPECT_TRUE(torch::equal(among.density.slice(0, 990), alone.density));
  EXPECT_TRUE(torch::equal(among.recall.slice(0, 990), alone.recall));
  EXPECT_TRUE(torch::equal(among.coverage.slice(0, 990), alone.coverage));
  EXPECT_EQ(among.precision.slice(0, 0, 990).sum().item<double>(), 0);
  EXPECT_EQ(among.recall.slice(0, 0, 990).sum().item<double>(), 0);
}

TEST(Manifold, OfASetAgainstItself) {
  // Of few digits, so that all distances are exact.
  const at::Tensor rows = random_features(50, 4, 1).mul(1024).round().div(1024);
  const ManifoldTerms terms = manifold_terms(Features(rows), Features(rows));
  for (const at::Tensor& term : {terms.precision, terms.recall, terms.coverage})
    EXPECT_EQ(term.mean().item<double>(), 1);
  // Each ball holds its own centre and five others.
  EXPECT_NEAR(terms.density.mean().item<double>(), 6.0 / 5, 1e-12);
}

TEST(Manifold, SamplesThatAreAllAlikeRecallNothing) {
  const at::Tensor real = random_features(50, 4, 1);
  const at::Tensor samples = real.slice(0, 0, 1).expand({20, 4});
  const ManifoldTerms terms = manifold_terms(Features(real), Features(samples));
  EXPECT_EQ(terms.precision.mean().item<double>(), 1);
  EXPECT_LE(terms.recall.sum().item<double>(), 1);
  EXPECT_LT(terms.coverage.mean().item<double>(), 0.5);
}

TEST(Manifold, RefusesFewRows) {
  const at::Tensor five = random_features(5, 3, 1), six = random_features(6, 3, 1);
  EXPECT_TRUE(has(error_of([&] { manifold_terms(Features(six), Features(five)); }),
                  {"precision", "at least 6"}));
  EXPECT_EQ(manifold_terms(Features(six), Features(six)).recall.sum().item<double>(), 6);
}

}  // namespace
}  // namespace gan::test
