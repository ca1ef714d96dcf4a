// Images of a network as one picture.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

// Arranges images in rows with a grey line between them; the last row may be partial.
//
// images: floating point [n, height, width] for grey or [n, 3, height, width] for red, green and
//   blue, on any device, from -1 to 1. Pixels are 0.5 x + 0.5 rounded to 8 bits, as in the
//   tutorial's last step. Values outside [-1, 1] are clamped; NaN is black. The picture has the
//   images' channels.
// columns: images in a row, at least 1. With fewer images, the picture is narrower.
// scale: the side, in pixels, of the square that each image pixel becomes, without smoothing; also
//   the width of the line between images. automatic_scale picks 1 to 8, so that the picture is at
//   most 640 pixels wide if possible: 4 for five images of 28 by 28 in a row, 2 for ten.
//
// Throws Error for another shape or type, no images, columns or scale out of range, or a picture of
// more than max_pixels (canvas.h).
constexpr std::int64_t automatic_scale = 0;
Image image_grid(const at::Tensor& images, std::int64_t columns,
                 std::int64_t scale = automatic_scale);

}  // namespace gan
