#include "gan/evaluation/evaluation.h"

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/evaluation/classifier/classifier_training.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/evaluation/measures/kernel_distance.h"
#include "gan/evaluation/measures/manifold.h"
#include "gan/evaluation/measures/nearest_neighbours.h"

namespace gan::test {
namespace {

// One classifier, taught by real images, for all tests.
class Evaluating : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    training_ = labelled_digits(1000, 1);
    const LabelledImages learned = labelled_digits(300, 1);
    classifier_ = train_classifier(learned.images, learned.labels, at::kCPU, {});
    reference_ = load_or_make_reference_set(ClassifierFeatures(classifier_), training_, "real",
                                            TempFolder().path());
  }
  static void TearDownTestSuite() { classifier_ = nullptr; }

  static Evaluation of(const at::Tensor& samples, const at::Tensor& labels = {}) {
    EvaluationOptions options;
    options.labels = labels;
    options.frechet_draws = 50;
    options.mean_draws = 200;
    return evaluate(ClassifierFeatures(classifier_), samples, "samples", reference_, options);
  }

  inline static LabelledImages training_;
  inline static Classifier classifier_{nullptr};
  inline static ReferenceSet reference_;
};

double score_of(const at::Tensor& probabilities) {
  const at::Tensor all = probabilities.to(torch::kFloat64), mean = all.mean(0, /*keepdim=*/true);
  return torch::exp((all * (all / mean).log()).sum(1).mean()).item<double>();
}

void expect_inside(const Measure& measure) {
  EXPECT_LE(measure.interval.low, measure.value);
  EXPECT_GE(measure.interval.high, measure.value);
}

TEST_F(Evaluating, PutsEachMeasureInItsPlace) {
  const at::Tensor samples = scaled_images(labelled_digits(1000, 2).images);
  const Evaluation result = of(samples);
  const Classified seen = classify(classifier_, samples);
  EXPECT_EQ(result.features_hash, hash_of(classifier_));
  EXPECT_EQ(result.samples_name, "samples");
  EXPECT_EQ(result.reference_name, "real");
  EXPECT_EQ(result.samples, 1000);
  EXPECT_EQ(result.reference_images, 1000);
  EXPECT_NEAR(result.frechet_distance.value,
              FrechetReference(reference_.fit).distance_to(fit_gaussian(Features(seen.features))),
              1e-9);
  EXPECT_EQ(result.kernel_subsets, 10);
  EXPECT_EQ(result.kernel_subset_size, 100);
  EXPECT_NEAR(result.kernel_distance.value,
              kernel_distance(Features(seen.features), reference_.features, 100, 1).value, 1e-12);
  EXPECT_NEAR(result.classifier_score.value, score_of(seen.probabilities), 1e-9);
  const ManifoldTerms terms = manifold_terms(reference_.features, Features(seen.features));
  EXPECT_NEAR(result.precision.value, terms.precision.mean().item<double>(), 1e-9);
  EXPECT_NEAR(result.recall.value, terms.recall.mean().item<double>(), 1e-9);
  EXPECT_NEAR(result.density.value, terms.density.mean().item<double>(), 1e-9);
  EXPECT_NEAR(result.coverage.value, terms.coverage.mean().item<double>(), 1e-9);
  EXPECT_EQ(result.real_class_shares, label_shares(training_.labels, 10));
  EXPECT_NEAR(result.class_distance.value,
              total_variation(result.class_shares, result.real_class_shares), 1e-12);
  EXPECT_NEAR(result.low_confidence.value,
              seen_classes(seen.probabilities).low_confidence.mean().item<double>(), 1e-12);
  const NearestNeighbours nearest = nearest_neighbours(samples, training_.images, 1000);
  EXPECT_EQ(result.neighbour_samples, 1000);
  EXPECT_NEAR(result.nearest_distance.value, nearest.distance.mean().item<double>(), 1e-9);
  EXPECT_EQ(result.nearest_smallest, nearest.distance.min().item<double>());
  for (const Measure& measure :
       {result.frechet_distance, result.kernel_distance, result.classifier_score, result.precision,
        result.recall, result.density, result.coverage, result.low_confidence,
        result.nearest_distance})
    expect_inside(measure);
}

TEST_F(Evaluating, RealImagesAreFarBetterThanNoise) {
  const Evaluation real = of(scaled_images(labelled_digits(500, 2).images));
  const Evaluation noise = of(uniform_noise(500, {28, 28}, 1));
  EXPECT_LT(10 * real.frechet_distance.interval.high, noise.frechet_distance.interval.low);
  EXPECT_LT(10 * real.kernel_distance.interval.high, noise.kernel_distance.interval.low);
  EXPECT_GT(real.classifier_score.value, 2 * noise.classifier_score.value);
  EXPECT_GT(real.precision.value, 0.6);
  EXPECT_GT(real.recall.value, 0.6);
  EXPECT_LT(noise.precision.value, 0.05);
  EXPECT_LT(noise.coverage.value, 0.05);
  EXPECT_EQ(real.modes, 10);
  EXPECT_LT(noise.modes, 10);
  EXPECT_LT(real.class_distance.value, 0.15);
  EXPECT_LT(2 * real.nearest_distance.value, noise.nearest_distance.value);
}

TEST_F(Evaluating, TheShareOfSamplesOfTheClassAskedForIsMeasured) {
  const LabelledImages digits = labelled_digits(500, 2);
  const at::Tensor labels = digits.labels.to(torch::kInt64);
  const at::Tensor samples = scaled_images(digits.images);
  EXPECT_FALSE(of(samples).class_accuracy);
  const std::optional<Measure> right = of(samples, labels).class_accuracy;
  ASSERT_TRUE(right);
  EXPECT_NEAR(right->value, accuracy_of(classifier_, digits.images, digits.labels), 1e-12);
  EXPECT_GT(right->value, 0.9);
  expect_inside(*right);
  EXPECT_LT(of(samples, (labels + 1) % 10).class_accuracy->value, 0.1);
}

TEST_F(Evaluating, CopiesAreFound) {
  const Evaluation copies = of(scaled_images(training_.images.slice(0, 0, 100)));
  EXPECT_LT(copies.nearest_distance.value, 1e-5);
  EXPECT_LT(copies.nearest_smallest, 1e-6);
}

TEST_F(Evaluating, SortedSamplesAreLookedAtAtRandom) {
  const at::Tensor copies = scaled_images(training_.images);
  const Evaluation sorted = of(torch::cat({copies, uniform_noise(1000, {28, 28}, 1)}));
  EXPECT_EQ(sorted.neighbour_samples, 1000);
  EXPECT_NEAR(sorted.nearest_distance.value,
              of(uniform_noise(1000, {28, 28}, 1)).nearest_distance.value / 2, 1);
  EXPECT_LT(sorted.nearest_smallest, 1e-6);
}

TEST_F(Evaluating, IsRepeatableAndLeavesTheRandomStateAlone) {
  const at::Tensor samples = uniform_noise(60, {28, 28}, 3);
  torch::manual_seed(5);
  const std::string first = to_json(of(samples)).dump();
  const at::Tensor next = torch::rand({3});
  torch::manual_seed(5);
  EXPECT_TRUE(torch::equal(torch::rand({3}), next));
  EXPECT_EQ(to_json(of(samples)).dump(), first);
}

TEST_F(Evaluating, RefusesOtherClassifiersAndFewImages) {
  const at::Tensor samples = uniform_noise(20, {28, 28}, 1);
  EXPECT_EQ(of(samples).kernel_subset_size, 2);
  EXPECT_TRUE(has(error_of([&] { of(samples.slice(0, 1)); }), {"at least 20", "found 19"}));
  EXPECT_TRUE(has(error_of([&] { of(uniform_noise(30, {28, 27}, 1)); }), {"28 by 28"}));
  EXPECT_TRUE(has(error_of([&] { of(at::Tensor()); }), {"28 by 28", "none"}));
  ReferenceSet other = reference_;
  other.features_hash = "other";
  EXPECT_TRUE(has(error_of([&] { evaluate(ClassifierFeatures(classifier_), samples, "", other); }),
                  {"features of other"}));
}

// More classes than are computed at once, and most of them without images.
TEST(EvaluatingManyClasses, GivesTheSameMeasures) {
  const LabelledImages digits = labelled_digits(60, 1);
  const LabelledImages real{in_colour(digits.images), digits.labels * 300};
  Classifier classifier(ImageShape{28, 28, 3}, 3000);
  classifier->initialise(at::detail::createCPUGenerator(1));
  const ReferenceSet reference =
      load_or_make_reference_set(ClassifierFeatures(classifier), real, "real", TempFolder().path());
  const at::Tensor samples = uniform_noise(40, {28, 28, 3}, 1);
  ASSERT_EQ(samples.sizes(), (std::vector<std::int64_t>{40, 3, 28, 28}));
  EvaluationOptions options;
  options.frechet_draws = 20;
  options.mean_draws = 100;
  const Evaluation result =
      evaluate(ClassifierFeatures(classifier), samples, "noise", reference, options);
  const Classified seen = classify(classifier, samples);
  EXPECT_NEAR(result.classifier_score.value, score_of(seen.probabilities), 1e-9);
  expect_inside(result.classifier_score);
  EXPECT_EQ(result.class_shares, label_shares(seen.probabilities.argmax(1), 3000));
  EXPECT_EQ(result.real_class_shares, label_shares(real.labels, 3000));
  EXPECT_GT(result.nearest_smallest, 1);
}

TEST(CheckProbabilities, RefusesWhatWouldFillTheMemory) {
  check_probabilities(10000, 65536);
  check_probabilities(1000000, 256);
  EXPECT_TRUE(has(error_of([] { check_probabilities(20000, 65536); }),
                  {"at most 16384 samples with 65536 classes", "found 20000"}));
}

TEST(UniformNoise, FillsTheRange) {
  const at::Tensor noise = uniform_noise(100, {4, 5}, 1);
  EXPECT_EQ(noise.sizes(), (std::vector<std::int64_t>{100, 4, 5}));
  EXPECT_GE(noise.min().item<double>(), -1);
  EXPECT_LE(noise.max().item<double>(), 1);
  EXPECT_NEAR(noise.mean().item<double>(), 0, 0.05);
  EXPECT_NEAR(noise.var().item<double>(), 1.0 / 3, 0.03);
  EXPECT_TRUE(torch::equal(noise, uniform_noise(100, {4, 5}, 1)));
}

}  // namespace
}  // namespace gan::test
