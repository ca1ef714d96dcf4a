// Images and their classes.
#pragma once

#include <utility>

#include <ATen/core/Tensor.h>

namespace gan {

struct Batch {
  at::Tensor images;  // float32 [batch, values] in [-1, 1]
  at::Tensor labels;  // int64 [batch], the class of each image, from 0; undefined: no classes

  Batch() = default;
  Batch(at::Tensor i, at::Tensor l = {}) : images(std::move(i)), labels(std::move(l)) {}
};

}  // namespace gan
