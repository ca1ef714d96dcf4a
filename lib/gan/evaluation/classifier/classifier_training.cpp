#include "gan/evaluation/classifier/classifier_training.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adam.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/engines/cuda/common/product_precision.h"

namespace gan {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kPasses = 4, kBatch = 128;
constexpr double kLearningRate = 2e-3;

void check_set(const at::Tensor& images, const at::Tensor& labels) {
  if (!images.defined() || images.dim() != 3 || images.scalar_type() != torch::kUInt8 ||
      images.size(0) == 0)
    throw Error("training the judge").expected("uint8 images [count, height, width]");
  if (!labels.defined() || labels.scalar_type() != torch::kUInt8 || labels.dim() != 1 ||
      labels.size(0) != images.size(0))
    throw Error("training the judge")
        .expected("a label for each of the " + std::to_string(images.size(0)) + " images")
        .found(labels.defined() ? std::to_string(labels.numel()) : "none")
        .hint("it learns from labelled images: put the label file beside the images");
}

}  // namespace

Classifier train_classifier(const at::Tensor& images, const at::Tensor& labels,
                            const at::Device& device, const ClassifierProgress& on_training) {
  check_set(images, labels);
  const cuda::ProductPrecision float32(Precision::float32);
  const at::Generator generator = at::detail::createCPUGenerator(kSeed);
  Classifier classifier(ImageShape{images.size(1), images.size(2)},
                        labels.max().item<std::int64_t>() + 1);
  classifier->initialise(generator);
  classifier->to(device);

  torch::optim::Adam adam(classifier->parameters(), torch::optim::AdamOptions(kLearningRate));
  const std::int64_t count = images.size(0);
  const std::int64_t steps = kPasses * ((count + kBatch - 1) / kBatch);
  std::int64_t step = 0;
  const torch::AutoGradMode with_gradients(true);
  for (std::int64_t pass = 0; pass < kPasses; ++pass) {
    const at::Tensor order = torch::randperm(count, generator, torch::kInt64);
    for (std::int64_t begin = 0; begin < count; begin += kBatch) {
      const at::Tensor chosen = order.slice(0, begin, begin + kBatch);
      const at::Tensor batch =
          scaled_images(images.index_select(0, chosen.to(images.device())).to(device));
      const at::Tensor truth =
          labels.index_select(0, chosen.to(labels.device())).to(device, torch::kInt64);
      const double left = 1 - static_cast<double>(step) / static_cast<double>(steps);
      static_cast<torch::optim::AdamOptions&>(adam.param_groups()[0].options())
          .lr(kLearningRate * left);
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
