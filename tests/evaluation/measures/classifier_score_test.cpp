#include <cmath>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/random_features.h"
#include "files.h"
#include "gan/evaluation/measures/class_measures.h"

namespace gan::test {
namespace {

double classifier_score(const at::Tensor& probabilities) {
  const ClassifierScoreTerms terms(probabilities);
  return classifier_score_of_means(terms.slice(0, terms.columns()).mean(0));
}

TEST(ClassifierScore, EndsOfItsRange) {
  EXPECT_NEAR(classifier_score(torch::eye(7)), 7, 1e-12);
  EXPECT_NEAR(classifier_score(torch::full({5, 4}, 0.25F)), 1, 1e-12);
  EXPECT_NEAR(classifier_score(torch::tensor({{0.0F, 1.0F}, {0.0F, 1.0F}})), 1, 1e-12);
}

TEST(ClassifierScore, OfTwoSureClassesOfUnequalShares) {
  // KL(p(y|x) || p(y)) = -log share: exp of the shares' entropy.
  const at::Tensor sure = torch::tensor({{1.0F, 0.0F}, {0.0F, 1.0F}, {0.0F, 1.0F}, {0.0F, 1.0F}});
  EXPECT_NEAR(classifier_score(sure), std::exp(-0.25 * std::log(0.25) - 0.75 * std::log(0.75)),
              1e-12);
}

TEST(ClassifierScore, IsTheMeanDivergence) {
  const at::Tensor p = random_features(30, 5, 1).softmax(1).to(torch::kFloat64);
  const at::Tensor mean = p.mean(0);
  double divergence = 0;
  for (std::int64_t i = 0; i < 30; ++i)
    for (std::int64_t j = 0; j < 5; ++j) {
      const double value = p[i][j].item<double>();
      divergence += value * std::log(value / mean[j].item<double>()) / 30;
    }
  EXPECT_NEAR(classifier_score(p), std::exp(divergence), 1e-12);
}

TEST(ClassifierScore, ColumnsCanBeTakenInParts) {
  const ClassifierScoreTerms terms(random_features(30, 5, 1).softmax(1));
  ASSERT_EQ(terms.columns(), 6);
  const at::Tensor whole = terms.slice(0, 6);
  EXPECT_EQ(whole.scalar_type(), torch::kFloat64);
  for (const std::int64_t end : {1, 4, 5})
    EXPECT_TRUE(torch::equal(torch::cat({terms.slice(0, end), terms.slice(end, 6)}, 1), whole));
}

TEST(ClassifierScore, TakesProbabilitiesOnly) {
  EXPECT_TRUE(has(error_of([] {
                    classifier_score(torch::tensor({{1.5F, -0.5F}}));
                  }),
                  {"classifier score", "negative"}));
  EXPECT_TRUE(has(error_of([] { classifier_score(torch::zeros({0, 3})); }), {"at least 1"}));
}

}  // namespace
}  // namespace gan::test
