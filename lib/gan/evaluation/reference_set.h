// The real images that samples are compared with.
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/frechet_distance.h"
#include "gan/evaluation/judge.h"

namespace gan {

struct ReferenceSet {
  std::string name;            // "MNIST, training images"
  at::Tensor images;           // uint8 [count, height, width]
  at::Tensor features;         // float32 [count, 128], the judge's
  GaussianFit fit;             // of the features
  std::vector<double> shares;  // of each class, by the labels
  std::string judge_hash;      // whose features they are
};

// What `judge` makes of uint8 images [count, height, width] with labels uint8 [count]: computed
// once, for all samples that are compared with them. Throws Error for other types and shapes, and
// fewer than 2 images.
ReferenceSet make_reference_set(Judge judge, const at::Tensor& images, const at::Tensor& labels,
                                const std::string& name);

}  // namespace gan
