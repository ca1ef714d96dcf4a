// Classifiers in cache files.
#pragma once

#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/classifier/classifier.h"

namespace gan {

// The folder classifier in cache_folder(), and throws as that does. Does not create it, but renames
// the folder judge of older versions to it.
std::string classifier_dir();

struct LabelledImages {
  at::Tensor images;  // uint8 (image_tensor.h)
  at::Tensor labels;  // int64 [count], from 0; the classifier needs them
};

struct CachedClassifier {
  Classifier classifier{nullptr};
  std::string hash;                     // hash_of(classifier)
  std::optional<double> test_accuracy;  // on the last test images, if any
  std::string path;                     // its file
  bool trained = false;                 // now, not read from its file
  std::string notice;                   // why its file was ignored, or could not be written
};

// SHA-256 of `beginning`, the images' sizes, their bytes and the labels, if there are any: a byte
// each where all are below 256, else 8 bytes each, the least first. Throws Error for other types
// and shapes, and for other than one label for each image.
std::string sha256_of(const LabelledImages& set, const std::string& beginning);

// sha256_of() with the recipe's version as `beginning`, and averaged_side(), classifier_passes()
// and classifier_learning_rate() where they are not MNIST's: identifies what the classifier depends
// on.
std::string classifier_key(const LabelledImages& training);

// The classifier of these training images: read from `folder`/KEY.safetensors, else trained on
// `device` and written there. A file that is damaged, of another recipe or of other images is
// ignored and replaced. With `test` images, measures the accuracy on them once and keeps it in the
// file. If the folder cannot be written, only sets `notice`. Throws what train_classifier() and
// accuracy_of() throw.
CachedClassifier load_or_train_classifier(const LabelledImages& training,
                                          const std::optional<LabelledImages>& test,
                                          const std::string& folder, const at::Device& device,
                                          const ClassifierProgress& on_training,
                                          const OnProgress& on_progress = {});

}  // namespace gan
