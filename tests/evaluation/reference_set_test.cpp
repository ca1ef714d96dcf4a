#include "gan/evaluation/reference_set.h"

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/measures/class_measures.h"

namespace gan::test {
namespace {

TEST(ReferenceSet, HoldsWhatTheClassifierMakesOfIt) {
  Classifier classifier(ImageShape{28, 28}, 10);
  classifier->initialise(at::detail::createCPUGenerator(1));
  const LabelledImages real = labelled_digits(60, 1);
  const TempFolder folder;
  const auto made = [&](const LabelledImages& images) {
    return load_or_make_reference_set(ClassifierFeatures(classifier), images, "some",
                                      folder.path());
  };
  const ReferenceSet set = made(real);
  const at::Tensor features = classify(classifier, scaled_images(real.images)).features;
  EXPECT_EQ(set.name, "some");
  EXPECT_EQ(set.features_hash, hash_of(classifier));
  EXPECT_TRUE(torch::equal(set.features.rows(), features.to(torch::kFloat64)));
  EXPECT_TRUE(torch::equal(set.fit.mean, fit_gaussian(Features(features)).mean));
  EXPECT_EQ(set.shares, label_shares(real.labels, 10));
  EXPECT_TRUE(has(error_of([&] { made({real.images, {}}); }), {"real images", "label"}));
  EXPECT_TRUE(has(error_of([&] { made({{}, real.labels}); }), {"real images"}));
}

TEST(ReferenceSet, IsKeptForItsClassifierAndImages) {
  const TempFolder folder;
  Classifier classifier(ImageShape{28, 28}, 10), other(ImageShape{28, 28}, 10);
  classifier->initialise(at::detail::createCPUGenerator(1));
  other->initialise(at::detail::createCPUGenerator(2));
  LabelledImages real = labelled_digits(60, 1);
  const OnProgress never = [] { FAIL() << "computed anew"; };
  int computed = 0;
  const OnProgress count = [&] { ++computed; };
  const Features features =
      load_or_make_reference_set(ClassifierFeatures(classifier), real, "a", folder / "cache", count)
          .features;
  const ReferenceSet again = load_or_make_reference_set(ClassifierFeatures(classifier), real, "b",
                                                        folder / "cache", never);
  EXPECT_TRUE(torch::equal(again.features.rows(), features.rows()));
  EXPECT_TRUE(torch::equal(again.fit.covariance, fit_gaussian(features).covariance));
  EXPECT_EQ(again.name, "b");
  EXPECT_EQ(computed, 1);
  load_or_make_reference_set(ClassifierFeatures(other), real, "a", folder / "cache", count);
  EXPECT_EQ(computed, 2);
  real.images[3][4][5] += 1;
  load_or_make_reference_set(ClassifierFeatures(classifier), real, "a", folder / "cache", count);
  EXPECT_EQ(computed, 3);
}

// All weights are 0, as in a network whose linear units went out while it learned.
TEST(ReferenceSet, FeaturesThatNeverDifferAreRefused) {
  const Classifier classifier(ImageShape{28, 28}, 10);
  const TempFolder folder;
  for (int time = 0; time < 2; ++time)  // computed, and from the file
    EXPECT_TRUE(has(error_of([&] {
                      load_or_make_reference_set(ClassifierFeatures(classifier),
                                                 labelled_digits(60, 1), "some", folder.path());
                    }),
                    {"real images", "features that differ", "the same for all 60", "--features"}));
}

// The same image again and again; rounding in a batch is not a difference.
TEST(ReferenceSet, EqualImagesAreRefused) {
  Classifier classifier(ImageShape{28, 28}, 10);
  classifier->initialise(at::detail::createCPUGenerator(1));
  LabelledImages real = labelled_digits(60, 1);
  real.images = real.images.narrow(0, 0, 1).expand({60, -1, -1}).contiguous();
  const TempFolder folder;
  class WithNoise : public ClassifierFeatures {
   public:
    using ClassifierFeatures::ClassifierFeatures;
    at::Tensor features_of_pixels(const at::Tensor& pixels, const OnProgress& on) const override {
      const at::Tensor features = ClassifierFeatures::features_of_pixels(pixels, on);
      return features * (1 + 1e-6 * torch::rand_like(features));
    }
  };
  EXPECT_TRUE(has(error_of([&] {
                    load_or_make_reference_set(WithNoise(classifier), real, "some", folder.path());
                  }),
                  {"features that differ", "--features"}));
}

}  // namespace
}  // namespace gan::test
