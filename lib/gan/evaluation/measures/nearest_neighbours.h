// Whether samples are copies of training images.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"

namespace gan {

struct NearestNeighbours {
  at::Tensor index;     // int64 [n]: the nearest training image of each sample
  at::Tensor distance;  // float64 [n]
};

// The training image that is nearest to each of the first `at_most` samples, by the Euclidean
// distance of all pixels, from 0 (black) to 1 (white): 0 is a copy. `samples`: float32 images
// (image_tensor.h) from -1 to 1; `training`: uint8 images of the same shape, with a count of their
// own. Compare the distances with those of real images that were not trained on. Takes
// blocks of up to 40 MB per thread. Throws Error for other types and shapes, no images, and values
// that are not finite.
NearestNeighbours nearest_neighbours(const at::Tensor& samples, const at::Tensor& training,
                                     std::int64_t at_most, const OnProgress& on_progress = {});

}  // namespace gan
