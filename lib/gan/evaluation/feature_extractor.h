// What turns images into the features that the measures compare.
#pragma once

#include <cstdint>
#include <string>

#include "gan/evaluation/classifier/classifier.h"

namespace gan {

class FeatureExtractor {
 public:
  virtual ~FeatureExtractor() = default;

  // SHA-256, as 64 hexadecimal digits: identifies it in every result.
  virtual const std::string& hash() const = 0;
  // How many classes it knows; 0: it gives features alone.
  virtual std::int64_t classes() const = 0;
  // Features and, where it knows classes, probabilities of float32 images (image_tensor.h) from -1
  // to 1, on any device. Throws Error for another type or shape, and for values that are not
  // finite.
  virtual Classified classify(const at::Tensor& images, const OnProgress& on_progress) const = 0;
  // The features alone, float32 [n, size] on the CPU, of uint8 images.
  virtual at::Tensor features_of_pixels(const at::Tensor& images,
                                        const OnProgress& on_progress) const = 0;
};

// The classifier that this library trains.
class ClassifierFeatures : public FeatureExtractor {
 public:
  explicit ClassifierFeatures(Classifier classifier)
      : classifier_(std::move(classifier)), hash_(hash_of(classifier_)) {}

  const std::string& hash() const override { return hash_; }
  std::int64_t classes() const override { return classifier_->classes(); }
  Classified classify(const at::Tensor& images, const OnProgress& on_progress) const override {
    return gan::classify(classifier_, images, on_progress);
  }
  at::Tensor features_of_pixels(const at::Tensor& images,
                                const OnProgress& on_progress) const override {
    return gan::features_of_pixels(classifier_, images, on_progress);
  }

 private:
  Classifier classifier_;
  std::string hash_;
};

}  // namespace gan
