#include "gan/evaluation/classifier/classifier_training.h"

#include <algorithm>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adam.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/data/image_tensor.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/training/product_precision.h"

namespace gan {
namespace {

constexpr const char* kTraining = "training the classifier";

constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kBatch = 128;
constexpr std::int64_t kImagesToSee = 240000, kMostPasses = 20;
constexpr ImageShape kLargestAtThatRate{32, 32};

}  // namespace

std::int64_t classifier_passes(std::int64_t images) {
  return std::clamp((kImagesToSee + images - 1) / images, kFewestPasses, kMostPasses);
}

double classifier_learning_rate(const ImageShape& image) {
  return kHighestLearningRate *
         std::min(1.0, static_cast<double>(dense_inputs(kLargestAtThatRate)) /
                           static_cast<double>(dense_inputs(image)));
}

Classifier train_classifier(const at::Tensor& images, const at::Tensor& labels,
                            const at::Device& device, const ClassifierProgress& on_training) {
  if (!are_images(images) || images.scalar_type() != torch::kUInt8 || images.size(0) == 0)
    throw Error(kTraining).expected("uint8 images [count, height, width] or [count, 3, ...]");
  check_labels(labels, images.size(0), kTraining);
  const ProductPrecision float32(Precision::float32);
  const at::Generator generator = at::detail::createCPUGenerator(kSeed);
  Classifier classifier(shape_of(images), labels.max().item<std::int64_t>() + 1);
  classifier->initialise(generator);
  classifier->to(device);

  const double learning_rate = classifier_learning_rate(classifier->image());
  torch::optim::Adam adam(classifier->parameters(), torch::optim::AdamOptions(learning_rate));
  const std::int64_t count = images.size(0);
  const std::int64_t passes = classifier_passes(count);
  const std::int64_t steps = passes * ((count + kBatch - 1) / kBatch);
  std::int64_t step = 0;
  const torch::AutoGradMode with_gradients(true);
  for (std::int64_t pass = 0; pass < passes; ++pass) {
    const at::Tensor order = torch::randperm(count, generator, torch::kInt64);
    for (std::int64_t begin = 0; begin < count; begin += kBatch) {
      const at::Tensor chosen = order.slice(0, begin, begin + kBatch);
      const at::Tensor batch =
          scaled_images(images.index_select(0, chosen.to(images.device())).to(device));
      const at::Tensor truth = labels.index_select(0, chosen.to(labels.device())).to(device);
      const double left = 1 - static_cast<double>(step) / static_cast<double>(steps);
      static_cast<torch::optim::AdamOptions&>(adam.param_groups()[0].options())
          .lr(learning_rate * left);
      adam.zero_grad();
      torch::cross_entropy_loss(classifier->logits(classifier->features(batch)), truth).backward();
      adam.step();
      ++step;
      if (on_training) on_training(step, steps);
    }
  }
  for (at::Tensor& parameter : classifier->parameters()) parameter.requires_grad_(false);
  return classifier;
}

}  // namespace gan
