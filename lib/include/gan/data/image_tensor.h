// Images in tensors: [count, height, width] in grey, [count, 3, height, width] in red, green and
// blue.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

// Whether the tensor has one of these forms, whatever its type and counts.
inline bool are_images(const at::Tensor& tensor) {
  return tensor.defined() && (tensor.dim() == 3 || (tensor.dim() == 4 && tensor.size(1) == 3));
}

// The shape of each image. The tensor must have one of these forms.
inline ImageShape shape_of(const at::Tensor& images) {
  return {images.size(-2), images.size(-1), images.dim() == 4 ? images.size(1) : 1};
}

// The sizes of a tensor of so many images.
inline std::vector<std::int64_t> sizes_of(std::int64_t count, const ImageShape& image) {
  if (image.channels == 1) return {count, image.height, image.width};
  return {count, image.channels, image.height, image.width};
}

}  // namespace gan
