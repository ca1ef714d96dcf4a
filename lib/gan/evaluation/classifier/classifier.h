// The classifier, whose features the measures of quality compare.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Generator.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include "gan/base/image.h"
#include "gan/base/on_progress.h"

namespace gan {

constexpr std::int64_t kClassifierFeatures = 128;
constexpr std::int64_t kSmallestSide = 12;
constexpr std::int64_t kLargestSide = 1024;

// Raise it with any change of the recipe or the network: measures by classifiers of two recipes
// must not be compared.
constexpr std::int64_t kClassifierRecipe = 1;

// Throws Error for sides below 12 or above 1024, for other channels than 1 or 3, and for classes
// below 2 or above 65536.
void check_classifiable(const ImageShape& image, std::int64_t classes);

// The side of the squares of pixels that the classifier replaces by their means before all else, so
// that its dense layer stays small: the least that makes both sides at most 64; less where the
// shorter side would fall below 12. 1: none.
std::int64_t averaged_side(const ImageShape& image);

// How many numbers enter the dense layer of the classifier of such images.
std::int64_t dense_inputs(const ImageShape& image);

// After LeNet-5 (LeCun et al. 1998, section II.B), with rectified linear units and max pooling:
// convolution 5x5 to 32 channels on the image with a black margin of 2, pooling 2x2, convolution
// 5x5 to 64, pooling 2x2, dense to 128 (the features), dense to the classes. Images with a side
// above 64 are averaged first (averaged_side()); at the right and at the bottom, squares may be cut
// off by the border.
class ClassifierImpl : public torch::nn::Module {
 public:
  // All weights are zero; draws no random numbers. Throws what check_classifiable() throws.
  ClassifierImpl(ImageShape image, std::int64_t classes);

  // He et al. (2015, section 2.2): uniform weights of variance 2 / inputs, zero biases.
  void initialise(at::Generator generator);

  // float32 images (image_tensor.h) from -1 (black) to 1: float32 [n, 128], none negative.
  at::Tensor features(const at::Tensor& images);
  // From features, float32 [n, classes]; their softmax gives the probabilities.
  at::Tensor logits(const at::Tensor& features);

  ImageShape image() const { return image_; }
  std::int64_t classes() const { return classes_; }

 private:
  ImageShape image_;
  std::int64_t classes_, averaged_;
  at::Tensor first_weight_, first_bias_, second_weight_, second_bias_;
  at::Tensor dense_weight_, dense_bias_, classes_weight_, classes_bias_;
};
TORCH_MODULE(Classifier);

// Identifies a classifier in every result: SHA-256, as 64 hexadecimal digits, of the bytes of its
// weights in the order of their registration.
std::string hash_of(const Classifier& classifier);

struct Classified {
  at::Tensor features;       // float32 [n, 128] on the CPU
  at::Tensor probabilities;  // float32 [n, classes] on the CPU
};

// Features and probabilities of float32 images (image_tensor.h) from -1 to 1, on any device.
// Computes on the classifier's device, a few hundred at a time; on the CPU on all threads. Throws
// Error for another type or shape, and for values that are not finite.
Classified classify(const Classifier& classifier, const at::Tensor& images,
                    const OnProgress& on_progress = {});

// The features alone, of uint8 images, scaled as scaled_images() does.
at::Tensor features_of_pixels(const Classifier& classifier, const at::Tensor& images,
                              const OnProgress& on_progress = {});

// uint8 pixels as the classifier and the networks take them: float32 (x - 127.5) / 127.5.
at::Tensor scaled_images(const at::Tensor& uint8_images);

// The share of uint8 images whose label, int64 [n], the classifier predicts. Throws Error for other
// types and shapes.
double accuracy_of(const Classifier& classifier, const at::Tensor& images, const at::Tensor& labels,
                   const OnProgress& on_progress = {});

}  // namespace gan
