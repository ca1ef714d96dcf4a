#include "gan/evaluation/classifier/classifier.h"

#include <limits>

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/evaluation/evaluation.h"

namespace gan::test {
namespace {

Classifier some_classifier(ImageShape image = {12, 13}, std::int64_t classes = 3) {
  Classifier classifier(image, classes);
  classifier->initialise(at::detail::createCPUGenerator(1));
  return classifier;
}

at::Tensor some_images(std::int64_t count) {
  return torch::rand({count, 12, 13}, at::detail::createCPUGenerator(2), torch::kFloat32) * 2 - 1;
}

TEST(Classifier, ShapesOfWhatItSays) {
  const Classified classified = classify(some_classifier(), some_images(503));
  EXPECT_EQ(classified.features.sizes(), (std::vector<std::int64_t>{503, 128}));
  EXPECT_EQ(classified.probabilities.sizes(), (std::vector<std::int64_t>{503, 3}));
  EXPECT_GE(classified.features.min().item<double>(), 0);
  EXPECT_TRUE(torch::allclose(classified.probabilities.sum(1), torch::ones({503})));
  EXPECT_FALSE(classified.features.requires_grad());
}

TEST(Classifier, BatchesDoNotShow) {
  const at::Tensor images = some_images(503);
  const Classified all = classify(some_classifier(), images);
  const Classified last = classify(some_classifier(), images.slice(0, 501));
  EXPECT_TRUE(torch::allclose(all.features.slice(0, 501), last.features, 1e-4, 1e-5));
  EXPECT_TRUE(torch::allclose(all.probabilities.slice(0, 501), last.probabilities, 1e-4, 1e-5));
}

TEST(Classifier, SmallestAndLargerSides) {
  for (const ImageShape image : {ImageShape{12, 12}, ImageShape{28, 28}, ImageShape{13, 40}}) {
    const at::Tensor images = torch::zeros({2, image.height, image.width});
    EXPECT_EQ(classify(some_classifier(image), images).features.size(0), 2);
  }
  EXPECT_TRUE(has(error_of([] { Classifier(ImageShape{11, 28}, 10); }), {"from 12", "found 11"}));
  EXPECT_TRUE(has(error_of([] {
                    Classifier(ImageShape{28, 2000}, 10);
                  }),
                  {"to 1024", "found 2000"}));
  EXPECT_TRUE(has(error_of([] { Classifier(ImageShape{28, 28}, 1); }), {"classes", "found 1"}));
  EXPECT_TRUE(has(error_of([] {
                    Classifier(ImageShape{28, 28, 2}, 9);
                  }),
                  {"1 or 3 channels", "found 2"}));
}

TEST(Classifier, UpToAsManyClassesAsLabels) {
  const Classified classified = classify(some_classifier({12, 13}, 65536), some_images(2));
  EXPECT_EQ(classified.probabilities.sizes(), (std::vector<std::int64_t>{2, 65536}));
  EXPECT_TRUE(has(error_of([] {
                    Classifier(ImageShape{28, 28}, 65537);
                  }),
                  {"2 to 65536 classes", "found 65537"}));
}

TEST(Classifier, LargeImagesAreAveraged) {
  EXPECT_EQ(averaged_side({28, 28}), 1);
  EXPECT_EQ(averaged_side({64, 64}), 1);
  EXPECT_EQ(averaged_side({65, 28}), 2);
  EXPECT_EQ(averaged_side({128, 96}), 2);
  EXPECT_EQ(averaged_side({64, 129}), 3);
  EXPECT_EQ(averaged_side({1024, 1024}), 16);
  EXPECT_EQ(averaged_side({1024, 20}), 1) << "the shorter side stays at 12 or above";
  EXPECT_EQ(averaged_side({40, 1024}), 3);

  const Classifier small = some_classifier({40, 35}), large = some_classifier({80, 69});
  EXPECT_EQ(hash_of(large), hash_of(small)) << "their weights have the same sizes";
  const at::Generator generator = at::detail::createCPUGenerator(2);
  const at::Tensor images = torch::rand({3, 40, 35}, generator, torch::kFloat32) * 2 - 1;
  // The last column is a half one.
  const at::Tensor enlarged =
      images.repeat_interleave(2, 1).repeat_interleave(2, 2).slice(2, 0, 69).contiguous();
  EXPECT_TRUE(torch::allclose(classify(large, enlarged).features, classify(small, images).features,
                              1e-4, 1e-5));
}

TEST(Classifier, SeesEachColour) {
  const Classifier classifier = some_classifier({12, 13, 3});
  const at::Tensor grey = some_images(40);
  const at::Tensor images = torch::stack({grey, -grey, grey.flip({2})}, 1);
  const at::Tensor features = classify(classifier, images).features;
  for (std::int64_t channel = 0; channel < 3; ++channel) {
    at::Tensor without = images.clone();
    without.select(1, channel).fill_(-1);
    EXPECT_FALSE(torch::allclose(classify(classifier, without).features, features)) << channel;
  }
  const at::Tensor pixels = (images * 127.5 + 127.5).to(torch::kUInt8);
  EXPECT_TRUE(torch::allclose(features_of_pixels(classifier, pixels),
                              classify(classifier, scaled_images(pixels)).features));
  EXPECT_TRUE(has(error_of([&] { classify(classifier, grey); }),
                  {"12 by 13 pixels, 3 channels", "found Float [40, 12, 13]"}));
  EXPECT_TRUE(has(error_of([&] { classify(some_classifier(), images); }),
                  {"12 by 13 pixels, 1 channel", "found Float [40, 3, 12, 13]"}));
}

TEST(Classifier, TheMarginIsBlack) {
  // A black image with its margin is all black, so each map is even.
  const Classifier classifier = some_classifier({12, 12});
  const at::Tensor black = torch::full({1, 1, 16, 16}, -1.0F);
  const at::Tensor weight = classifier->named_parameters()["first_weight"];
  const at::Tensor maps =
      torch::conv2d(black, weight, classifier->named_parameters()["first_bias"]);
  EXPECT_TRUE(torch::allclose(maps.amax({2, 3}), maps.amin({2, 3}), 1e-4, 1e-5));
  const at::Tensor all_maps = torch::max_pool2d(maps.relu(), 2);
  const at::Tensor second =
      torch::conv2d(all_maps, classifier->named_parameters()["second_weight"]);
  const at::Tensor features = torch::linear(torch::max_pool2d(second.relu(), 2).flatten(1),
                                            classifier->named_parameters()["dense_weight"])
                                  .relu();
  const at::Tensor seen = classify(classifier, torch::full({1, 12, 12}, -1.0F)).features;
  EXPECT_TRUE(torch::allclose(seen, features, 1e-4, 1e-5));
  EXPECT_GT(features.max().item<double>(), 0);
}

TEST(Classifier, ItsStartIsOfTheRightVarianceAndSeed) {
  const Classifier classifier = some_classifier();
  for (const char* name : {"second_weight", "dense_weight"}) {
    const at::Tensor weight = classifier->named_parameters()[name];
    const double expected = 2.0 / static_cast<double>(weight[0].numel());
    EXPECT_NEAR(weight.var().item<double>() / expected, 1, 0.1) << name;
  }
  EXPECT_EQ(hash_of(classifier), hash_of(some_classifier()));
  EXPECT_EQ(hash_of(classifier).size(), 64u);
}

TEST(Classifier, AnyWeightChangesTheHash) {
  const Classifier classifier = some_classifier();
  const std::string before = hash_of(classifier);
  for (const auto& parameter : classifier->named_parameters()) {
    const torch::NoGradGuard no_grad;
    at::Tensor last = parameter.value().flatten()[-1];
    const at::Tensor old = last.clone();
    last.add_(1);
    EXPECT_NE(hash_of(classifier), before) << parameter.key();
    last.copy_(old);
    EXPECT_EQ(hash_of(classifier), before);
  }
}

TEST(Classifier, OtherImagesAreRefused) {
  const Classifier classifier = some_classifier();
  const auto text = [&](const at::Tensor& images) {
    return error_of([&] { classify(classifier, images); });
  };
  EXPECT_TRUE(has(text(at::Tensor()), {"12 by 13", "none"}));
  EXPECT_TRUE(has(text(torch::zeros({2, 12, 12})), {"12 by 13", "Float [2, 12, 12]"}));
  EXPECT_TRUE(has(text(torch::zeros({2, 12, 13}, torch::kFloat64)), {"Float", "Double"}));
  EXPECT_TRUE(has(text(some_images(2) / 0.0), {"finite"}));
}

TEST(Classifier, Accuracy) {
  const Classifier classifier = some_classifier();
  const at::Tensor images = (some_images(600) * 127.5 + 127.5).to(torch::kUInt8);
  const at::Tensor seen = classify(classifier, scaled_images(images)).probabilities.argmax(1);
  at::Tensor labels = seen.clone();
  EXPECT_EQ(accuracy_of(classifier, images, labels), 1);
  labels.slice(0, 0, 150).add_(1);
  EXPECT_EQ(accuracy_of(classifier, images, labels), 0.75);
  EXPECT_TRUE(has(error_of([&] { accuracy_of(classifier, images, labels.slice(0, 1)); }),
                  {"each of 600", "Long [599]"}));
}

TEST(Classifier, PixelsFromMinusOneToOne) {
  const at::Tensor pixels = torch::tensor({0, 255}).to(torch::kUInt8);
  EXPECT_TRUE(torch::equal(scaled_images(pixels), torch::tensor({-1.0F, 1.0F})));
}

}  // namespace
}  // namespace gan::test
