#include "gan/evaluation/classifier/classifier.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/class_names.h"
#include "gan/data/image_tensor.h"
#include "gan/device/portions.h"
#include "gan/evaluation/measures/class_measures.h"
#include "gan/evaluation/measures/features.h"
#include "gan/training/product_precision.h"

namespace gan {
namespace {

constexpr const char* kClassifying = "classifying images";

constexpr std::int64_t kAtOnce = 100, kOnGpuAtOnce = 500;
constexpr std::int64_t kKernel = 5, kMargin = 2;
constexpr std::int64_t kFirstChannels = 32, kSecondChannels = 64;
constexpr std::int64_t kLongestMap = 64;

std::int64_t parts_of(std::int64_t whole, std::int64_t part) {
  return (whole + part - 1) / part;
}

// A side of the feature maps after the last pooling.
std::int64_t side_at_the_end(std::int64_t side) {
  return ((side + 2 * kMargin - kKernel + 1) / 2 - kKernel + 1) / 2;
}

void check_images(const Classifier& classifier, const at::Tensor& images, at::ScalarType type) {
  const ImageShape image = classifier->image();
  if (!are_images(images) || images.scalar_type() != type || shape_of(images) != image)
    throw Error(kClassifying)
        .expected(std::string(c10::toString(type)) + " images of " + pixels_text(image) +
                  ", as the classifier was trained on")
        .found(describe(images));
}

// Takes the features of the images from `begin` to `end`, on the classifier's device.
using TakeFeatures =
    std::function<void(std::int64_t begin, std::int64_t end, const at::Tensor& features)>;

void each_portion(Classifier classifier, const at::Tensor& images, const OnProgress& on_progress,
                  const TakeFeatures& take) {
  const torch::NoGradGuard no_grad;
  const ProductPrecision float32(Precision::float32);
  const at::Device device = classifier->parameters()[0].device();
  const std::int64_t count = images.size(0);
  const auto take_some = [&](std::int64_t begin, std::int64_t end) {
    const at::Tensor some = images.slice(0, begin, end);
    const at::Tensor batch =
        (some.scalar_type() == torch::kUInt8 ? scaled_images(some) : some).to(device);
    if (!batch.isfinite().all().item<bool>())
      throw Error(kClassifying).expected("finite pixels").found("NaN or infinity");
    take(begin, end, classifier->features(batch));
  };
  if (device.is_cpu()) return in_portions(count, kAtOnce, on_progress, take_some);
  for (std::int64_t begin = 0; begin < count; begin += kOnGpuAtOnce) {
    if (on_progress) on_progress();
    take_some(begin, std::min(count, begin + kOnGpuAtOnce));
  }
}

at::Tensor probabilities_of(Classifier classifier, const at::Tensor& features) {
  return classifier->logits(features).softmax(1);
}

}  // namespace

void check_classifiable(const ImageShape& image, std::int64_t classes) {
  const Error wrong("preparing the classifier");
  for (const std::int64_t side : {image.height, image.width})
    if (side < kSmallestSide || side > kLargestSide)
      throw Error(wrong)
          .expected("images with sides from " + std::to_string(kSmallestSide) + " to " +
                    std::to_string(kLargestSide))
          .found(std::to_string(side));
  check_image(image, wrong);
  if (classes < 2 || classes > kMostClasses)
    throw Error(wrong)
        .expected("labels of 2 to " + std::to_string(kMostClasses) + " classes")
        .found(std::to_string(classes));
}

std::int64_t averaged_side(const ImageShape& image) {
  const auto [shorter, longer] = std::minmax(image.height, image.width);
  return std::max<std::int64_t>(1,
                                std::min(parts_of(longer, kLongestMap), shorter / kSmallestSide));
}

std::int64_t dense_inputs(const ImageShape& image) {
  const std::int64_t averaged = averaged_side(image);
  return kSecondChannels * side_at_the_end(parts_of(image.height, averaged)) *
         side_at_the_end(parts_of(image.width, averaged));
}

ClassifierImpl::ClassifierImpl(ImageShape image, std::int64_t classes)
    : image_(image), classes_(classes), averaged_(averaged_side(image)) {
  check_classifiable(image, classes);
  const auto add = [&](const char* name, at::IntArrayRef shape) {
    return register_parameter(name, torch::zeros(shape));
  };
  first_weight_ = add("first_weight", {kFirstChannels, image.channels, kKernel, kKernel});
  first_bias_ = add("first_bias", {kFirstChannels});
  second_weight_ = add("second_weight", {kSecondChannels, kFirstChannels, kKernel, kKernel});
  second_bias_ = add("second_bias", {kSecondChannels});
  dense_weight_ = add("dense_weight", {kClassifierFeatures, dense_inputs(image)});
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
  at::Tensor maps = images.dim() == 3 ? images.unsqueeze(1) : images;
  if (averaged_ > 1)
    maps = torch::avg_pool2d(maps, averaged_, averaged_, /*padding=*/0, /*ceil_mode=*/true);
  maps = torch::constant_pad_nd(maps, {kMargin, kMargin, kMargin, kMargin}, /*value=*/-1);
  maps = torch::max_pool2d(torch::conv2d(maps, first_weight_, first_bias_).relu(), 2);
  maps = torch::max_pool2d(torch::conv2d(maps, second_weight_, second_bias_).relu(), 2);
  return torch::linear(maps.flatten(1), dense_weight_, dense_bias_).relu();
}

at::Tensor ClassifierImpl::logits(const at::Tensor& features) {
  return torch::linear(features, classes_weight_, classes_bias_);
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
  const std::int64_t count = images.size(0);
  Classified all{torch::empty({count, kClassifierFeatures}),
                 torch::empty({count, classifier->classes()})};
  each_portion(
      classifier, images, on_progress,
      [&](std::int64_t begin, std::int64_t end, const at::Tensor& features) {
        all.features.slice(0, begin, end).copy_(features);
        all.probabilities.slice(0, begin, end).copy_(probabilities_of(classifier, features));
      });
  return all;
}

at::Tensor features_of_pixels(const Classifier& classifier, const at::Tensor& images,
                              const OnProgress& on_progress) {
  check_images(classifier, images, torch::kUInt8);
  at::Tensor all = torch::empty({images.size(0), kClassifierFeatures});
  each_portion(classifier, images, on_progress,
               [&](std::int64_t begin, std::int64_t end, const at::Tensor& features) {
                 all.slice(0, begin, end).copy_(features);
               });
  return all;
}

at::Tensor scaled_images(const at::Tensor& uint8_images) {
  return uint8_images.to(torch::kFloat32).sub_(127.5).div_(127.5);
}

double accuracy_of(const Classifier& classifier, const at::Tensor& images, const at::Tensor& labels,
                   const OnProgress& on_progress) {
  check_images(classifier, images, torch::kUInt8);
  check_labels(labels, images.size(0), kClassifying);
  at::Tensor guesses = torch::empty({images.size(0)}, torch::kInt64);
  each_portion(
      classifier, images, on_progress,
      [&](std::int64_t begin, std::int64_t end, const at::Tensor& features) {
        guesses.slice(0, begin, end).copy_(probabilities_of(classifier, features).cpu().argmax(1));
      });
  const auto right = guesses.eq(labels.cpu()).sum().item<std::int64_t>();
  return static_cast<double>(right) / static_cast<double>(images.size(0));
}

}  // namespace gan
