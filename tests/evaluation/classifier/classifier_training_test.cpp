#include "gan/evaluation/classifier/classifier_training.h"

#include <vector>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "evaluation/labelled_digits.h"
#include "files.h"
#include "gan/evaluation/evaluation.h"

namespace gan::test {
namespace {

TEST(ClassifierTraining, SeesFewImagesMoreOften) {
  EXPECT_EQ(classifier_passes(1000000), 4);
  EXPECT_EQ(classifier_passes(60000), 4);
  EXPECT_EQ(classifier_passes(20000), 12);
  EXPECT_EQ(classifier_passes(12000), 20);
  EXPECT_EQ(classifier_passes(1), 20);
}

TEST(ClassifierTraining, LearnsLargeImagesMoreSlowly) {
  for (const ImageShape small : {ImageShape{28, 28}, ImageShape{32, 32, 3}, ImageShape{12, 64}})
    EXPECT_EQ(classifier_learning_rate(small), 0.002);
  // 64 maps of 6x6 and of 14x14 enter the dense layer.
  EXPECT_DOUBLE_EQ(classifier_learning_rate({64, 64, 3}), 0.002 * 36 / 196);
  EXPECT_DOUBLE_EQ(classifier_learning_rate({128, 128, 3}), 0.002 * 36 / 196);
}

TEST(ClassifierTraining, LearnsDigitsItHasNotSeen) {
  const LabelledImages training = labelled_digits(600, 1), test = labelled_digits(500, 2);
  std::vector<std::int64_t> steps;
  const Classifier classifier = train_classifier(training.images, training.labels, at::kCPU,
                                                 [&](std::int64_t step, std::int64_t all) {
                                                   steps.push_back(step);
                                                   EXPECT_EQ(all, 20 * 5);
                                                 });
  EXPECT_EQ(steps.size(), 100u);
  EXPECT_EQ(steps.back(), 100);
  EXPECT_EQ(classifier->classes(), 10);
  EXPECT_GT(accuracy_of(classifier, test.images, test.labels), 0.9);
  for (const at::Tensor& parameter : classifier->parameters())
    EXPECT_FALSE(parameter.requires_grad());
}

// Classes that only their colours tell apart, and some of the largest labels.
TEST(ClassifierTraining, LearnsColoursAndLargeLabels) {
  const std::int64_t count = 300;
  const at::Tensor numbers = torch::arange(count) % 3;
  at::Tensor images = torch::zeros({count, 3, 12, 12}, torch::kUInt8);
  for (std::int64_t i = 0; i < count; ++i)
    images[i][numbers[i].item<std::int64_t>()].fill_(100 + i % 100);
  const at::Tensor labels = torch::tensor({0, 300, 999}, torch::kInt64).index_select(0, numbers);
  const Classifier classifier = train_classifier(images, labels, at::kCPU, {});
  EXPECT_EQ(classifier->classes(), 1000);
  EXPECT_EQ(accuracy_of(classifier, images, labels), 1);
}

// Classes that only their colours tell apart, on noise.
TEST(ClassifierTraining, LearnsLargeImages) {
  torch::manual_seed(1);
  const std::int64_t count = 120;
  const at::Tensor labels = torch::arange(count) % 2;
  at::Tensor images = torch::randint(0, 128, {count, 3, 64, 64}, torch::kUInt8);
  for (std::int64_t i = 0; i < count; ++i) images[i][i % 2].add_(64);
  const Classifier classifier = train_classifier(images, labels, at::kCPU, {});
  EXPECT_GT(accuracy_of(classifier, images, labels), 0.9);
}

// On a GPU, cuDNN would round to TF32, and another classifier would come of it.
TEST(ClassifierTraining, IsInFloat32WhateverTheProcessMay) {
  const LabelledImages training = labelled_digits(40, 1);
  at::Context& context = at::globalContext();
  ASSERT_TRUE(context.allowTF32CuDNN());
  context.setAllowTF32CuBLAS(true);
  const auto expect_float32 = [&] {
    EXPECT_FALSE(context.allowTF32CuDNN());
    EXPECT_FALSE(context.allowTF32CuBLAS());
  };
  const Classifier classifier =
      train_classifier(training.images, training.labels, at::kCPU,
                       [&](std::int64_t, std::int64_t) { expect_float32(); });
  classify(classifier, scaled_images(training.images), expect_float32);
  EXPECT_TRUE(context.allowTF32CuDNN());
  EXPECT_TRUE(context.allowTF32CuBLAS());
  context.setAllowTF32CuBLAS(false);
}

TEST(ClassifierTraining, IsTheSameEachTimeAndLeavesTheRandomStateAlone) {
  const LabelledImages training = labelled_digits(40, 1);
  torch::manual_seed(1);
  const std::string first =
      hash_of(train_classifier(training.images, training.labels, at::kCPU, {}));
  const at::Tensor next = torch::rand({4});
  torch::manual_seed(1);
  EXPECT_TRUE(torch::equal(torch::rand({4}), next));
  EXPECT_EQ(hash_of(train_classifier(training.images, training.labels, at::kCPU, {})), first);
}

TEST(ClassifierTraining, WorksWhereGradientsAreOff) {
  const LabelledImages training = labelled_digits(40, 1);
  const std::string with =
      hash_of(train_classifier(training.images, training.labels, at::kCPU, {}));
  const torch::NoGradGuard no_grad;
  EXPECT_EQ(hash_of(train_classifier(training.images, training.labels, at::kCPU, {})), with);
}

TEST(ClassifierTraining, RefusesImagesWithoutLabels) {
  const LabelledImages set = labelled_digits(20, 1);
  const auto text = [](const at::Tensor& images, const at::Tensor& labels) {
    return error_of([&] { train_classifier(images, labels, at::kCPU, {}); });
  };
  EXPECT_TRUE(has(text(set.images, at::Tensor()),
                  {"an int64 label for each of 20 images", "found none", "label file"}));
  EXPECT_TRUE(has(text(set.images, set.labels.slice(0, 1)), {"found Long [19]"}));
  EXPECT_TRUE(has(text(set.images, set.labels.to(torch::kUInt8)), {"found Byte [20]"}));
  EXPECT_TRUE(has(text(set.images.to(torch::kFloat32), set.labels), {"uint8 images"}));
  EXPECT_TRUE(has(text(set.images.slice(0, 0, 0), set.labels.slice(0, 0, 0)), {"uint8 images"}));
  EXPECT_TRUE(has(text(set.images, torch::zeros_like(set.labels)), {"classes", "found 1"}));
}

}  // namespace
}  // namespace gan::test
