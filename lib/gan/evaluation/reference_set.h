// The real images that samples are compared with.
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/classifier/classifier_file.h"
#include "gan/evaluation/feature_extractor.h"
#include "gan/evaluation/measures/features.h"
#include "gan/evaluation/measures/frechet_distance.h"

namespace gan {

struct ReferenceSet {
  std::string name;   // "MNIST, training images"
  at::Tensor images;  // uint8 (image_tensor.h)
  Features features;
  GaussianFit fit;             // of the features
  std::vector<double> shares;  // of each class, by the labels; empty if the extractor knows none
  std::string features_hash;   // of the extractor
  std::string sha256;          // of images and labels (classifier_file.h)
};

// The reference set of uint8 images, computed once for all samples that are compared with it; with
// int64 labels [count] if the extractor knows classes. Reads the features from
// `folder`/reference-KEY.safetensors, KEY being made of the extractor's hash, images and labels. If
// that file is missing, damaged or of other content, computes the features and writes them there; a
// failure to write is not an error. Throws Error for other types and shapes, and for fewer than 2
// images.
ReferenceSet load_or_make_reference_set(const FeatureExtractor& extractor,
                                        const LabelledImages& real, const std::string& name,
                                        const std::string& folder,
                                        const OnProgress& on_progress = {});

}  // namespace gan
