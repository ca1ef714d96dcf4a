#include "gan/evaluation/classifier/classifier.h"

#include <algorithm>
#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adam.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/base/text.h"
#include "gan/device/portions.h"
#include "gan/training/product_precision.h"

namespace gan {
namespace {

constexpr std::int64_t kAtOnce = 100, kOnGpuAtOnce = 500;
constexpr std::int64_t kKernel = 5, kMargin = 2;
constexpr std::int64_t kFirstChannels = 32, kSecondChannels = 64;

constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kPasses = 4, kBatch = 128;
constexpr double kLearningRate = 2e-3;

// A side of the feature maps after the last pooling.
std::int64_t side_at_the_end(std::int64_t side) {
  return ((side + 2 * kMargin - kKernel + 1) / 2 - kKernel + 1) / 2;
}

std::string describe(const at::Tensor& tensor) {
  if (!tensor.defined()) return "none";
  return std::string(c10::toString(tensor.scalar_type())) + " " + shape_text(tensor.sizes().vec());
}

void check_images(const Classifier& classifier, const at::Tensor& images, at::ScalarType type) {
  const ImageShape image = classifier->image();
  if (!images.defined() || images.scalar_type() != type || images.dim() != 3 ||
      images.size(1) != image.height || images.size(2) != image.width)
    throw Error("classifying images")
        .expected(std::string(c10::toString(type)) + " images of " + size_text(image) +
                  " pixels, as the classifier was trained on")
        .found(describe(images));
}

Classified classify_checked(Classifier classifier, const at::Tensor& images,
                            const OnProgress& on_progress) {
  const torch::NoGradGuard no_grad;
  const ProductPrecision float32(Precision::float32);
  const at::Device device = classifier->parameters()[0].device();
  const std::int64_t count = images.size(0);
  Classified all{torch::empty({count, kClassifierFeatures}),
                 torch::empty({count, classifier->classes()})};
  const auto classify_some = [&](std::int64_t begin, std::int64_t end) {
    const at::Tensor some = images.slice(0, begin, end);
    const at::Tensor batch =
        (some.scalar_type() == torch::kUInt8 ? scaled_images(some) : some).to(device);
    if (!batch.isfinite().all().item<bool>())
      throw Error("classifying images").expected("finite pixels").found("NaN or infinity");
    const at::Tensor features = classifier->features(batch);
    all.features.slice(0, begin, end).copy_(features);
    all.probabilities.slice(0, begin, end).copy_(classifier->logits(features).softmax(1));
  };
  if (device.is_cpu()) {
    in_portions(count, kAtOnce, on_progress, classify_some);
    return all;
  }
  for (std::int64_t begin = 0; begin < count; begin += kOnGpuAtOnce) {
    if (on_progress) on_progress();
    classify_some(begin, std::min(count, begin + kOnGpuAtOnce));
  }
  return all;
}

void check_set(const at::Tensor& images, const at::Tensor& labels) {
  if (!images.defined() || images.dim() != 3 || images.scalar_type() != torch::kUInt8 ||
      images.size(0) == 0)
    throw Error("training the classifier").expected("uint8 images [count, height, width]");
  if (!labels.defined() || labels.scalar_type() != torch::kUInt8 || labels.dim() != 1 ||
      labels.size(0) != images.size(0))
    throw Error("training the classifier")
        .expected("a label for each of the " + std::to_string(images.size(0)) + " images")
        .found(labels.defined() ? std::to_string(labels.numel()) : "none")
        .hint("the classifier needs labels: put the label file beside the images");
}

}  // namespace

ClassifierImpl::ClassifierImpl(ImageShape image, std::int64_t classes)
    : image_(image), classes_(classes) {
  for (const std::int64_t side : {image.height, image.width})
    if (side < kSmallestSide || side > kLargestSide)
      throw Error("preparing the classifier")
          .expected("images with sides from " + std::to_string(kSmallestSide) + " to " +
                    std::to_string(kLargestSide))
          .found(std::to_string(side));
  if (classes < 2 || classes > 256)
    throw Error("preparing the classifier")
        .expected("labels of 2 to 256 classes")
        .found(std::to_string(classes));
  const std::int64_t inputs =
      kSecondChannels * side_at_the_end(image.height) * side_at_the_end(image.width);
  const auto add = [&](const char* name, at::IntArrayRef shape) {
    return register_parameter(name, torch::zeros(shape));
  };
  first_weight_ = add("first_weight", {kFirstChannels, 1, kKernel, kKernel});
  first_bias_ = add("first_bias", {kFirstChannels});
  second_weight_ = add("second_weight", {kSecondChannels, kFirstChannels, kKernel, kKernel});
  second_bias_ = add("second_bias", {kSecondChannels});
  dense_weight_ = add("dense_weight", {kClassifierFeatures, inputs});
  dense_bias_ = add("dense_bias", {kClassifierFeatures});
  classes_weight_ = add("classes_weight", {classes, kClassifierFeatures});
  classes_bias_ = add("classes_bias", {classes});
}

void ClassifierImpl::initialise(at::Generator generator) {
  const torch::NoGradGuard no_grad;
  for (const at::Tensor& parameter : parameters()) {
    parameter.zero_();
    if (parameter.dim() == 1) continue;  // a bias
    const double bound = std::sqrt(6.0 / static_cast<double>(parameter[0].numel()));
    parameter.copy_(torch::empty(parameter.sizes()).uniform_(-bound, bound, generator));
  }
}

at::Tensor ClassifierImpl::features(const at::Tensor& images) {
  const at::Tensor framed = torch::constant_pad_nd(
      images.unsqueeze(1), {kMargin, kMargin, kMargin, kMargin}, /*value=*/-1);
  at::Tensor maps = torch::max_pool2d(torch::conv2d(framed, first_weight_, first_bias_).relu(), 2);
  maps = torch::max_pool2d(torch::conv2d(maps, second_weight_, second_bias_).relu(), 2);
  return torch::linear(maps.flatten(1), dense_weight_, dense_bias_).relu();
}

at::Tensor ClassifierImpl::logits(const at::Tensor& features) {
  return torch::linear(features, classes_weight_, classes_bias_);
}

Classifier train_classifier(const at::Tensor& images, const at::Tensor& labels,
                            const at::Device& device, const ClassifierProgress& on_training) {
  check_set(images, labels);
  const ProductPrecision float32(Precision::float32);
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

std::string hash_of(const Classifier& classifier) {
  Sha256 hash;
  for (const at::Tensor& parameter : classifier->parameters()) {
    const at::Tensor values = parameter.detach().cpu().contiguous();
    hash.update(values.const_data_ptr(), values.nbytes());
  }
  return hash.hex();
}

Classified classify(const Classifier& classifier, const at::Tensor& images,
                    const OnProgress& on_progress) {
  check_images(classifier, images, torch::kFloat32);
  return classify_checked(classifier, images, on_progress);
}

Classified classify_pixels(const Classifier& classifier, const at::Tensor& images,
                           const OnProgress& on_progress) {
  check_images(classifier, images, torch::kUInt8);
  return classify_checked(classifier, images, on_progress);
}

at::Tensor scaled_images(const at::Tensor& uint8_images) {
  return uint8_images.to(torch::kFloat32).sub_(127.5).div_(127.5);
}

double accuracy_of(const Classifier& classifier, const at::Tensor& images, const at::Tensor& labels,
                   const OnProgress& on_progress) {
  check_images(classifier, images, torch::kUInt8);
  if (!labels.defined() || labels.scalar_type() != torch::kUInt8 || labels.dim() != 1 ||
      labels.size(0) != images.size(0) || labels.size(0) == 0)
    throw Error("classifying images")
        .expected("one uint8 label for each of " + std::to_string(images.size(0)) + " images")
        .found(describe(labels));
  const at::Tensor guesses =
      classify_checked(classifier, images, on_progress).probabilities.argmax(1);
  const auto right = guesses.eq(labels.cpu()).sum().item<std::int64_t>();
  return static_cast<double>(right) / static_cast<double>(images.size(0));
}

}  // namespace gan
