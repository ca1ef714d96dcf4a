// Classifiers kept for the next time.
#pragma once

#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/classifier/classifier.h"

namespace gan {

// $XDG_CACHE_HOME/gan/classifier, by default ~/.cache/gan/classifier: beside the cached MNIST
// (mnist.h, cache_dir(), which says what it throws). Not created.
std::string classifier_dir();

struct LabelledImages {
  at::Tensor images;  // uint8 [count, height, width]
  at::Tensor labels;  // uint8 [count]
};

struct CachedClassifier {
  Classifier classifier{nullptr};
  std::string hash;                     // hash_of(classifier)
  std::optional<double> test_accuracy;  // of the test images that it met last, if any
  std::string path;                     // its file
  bool trained = false;                 // now, rather than read from its file
  std::string notice;  // why a file that is there was passed over, or could not be written
};

// SHA-256 of `beginning`, the images' shape, their bytes and those of the labels. Throws Error for
// other types than uint8 and other shapes.
std::string sha256_of(const LabelledImages& set, const std::string& beginning);

// The same, beginning with the recipe's version: what the classifier is made of.
std::string classifier_key(const LabelledImages& training);

// The classifier of these training images: read from `folder`/KEY.safetensors, else trained on
// `device` and written there. A file that is damaged, of another recipe or of other images is
// passed over, and replaced. With `test` images the accuracy on them is measured, once, and kept in
// the file. A folder that cannot be written costs a notice only. Throws what train_classifier() and
// accuracy_of() throw.
CachedClassifier load_or_train_classifier(const LabelledImages& training,
                                          const std::optional<LabelledImages>& test,
                                          const std::string& folder, const at::Device& device,
                                          const ClassifierProgress& on_training,
                                          const OnProgress& on_progress = {});

}  // namespace gan
