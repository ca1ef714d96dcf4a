// Smoothing what pixels are made of.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/base/image_shape.h"

namespace gan {

// float32 [n, height * width], each image smoothed by 1/4, 1/2, 1/4 along its columns and along its
// rows (the binomial filter of Zhang 2019, "Making convolutional networks shift-invariant again",
// section 3.2), with 0 beyond the sides. Its own adjoint: a gradient goes back the same way.
at::Tensor binomial_filter(const at::Tensor& images, ImageShape shape);

}  // namespace gan
