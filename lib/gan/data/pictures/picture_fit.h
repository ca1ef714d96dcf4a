// Images of one size, scaled to another.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/data/options.h"

namespace gan {

// uint8 [count, channels, height, width] images with the height and width of `to`. Those of another
// shape are cropped around their middle, padded with `background`, or stretched. Then a bicubic
// filter that is wider where it reduces (Keys 1981, a = -0.5; as Pillow's BICUBIC) scales them.
at::Tensor fit_images(const at::Tensor& images, const ImageShape& to, Fit fit,
                      std::uint8_t background);

}  // namespace gan
