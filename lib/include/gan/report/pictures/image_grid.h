// Images of the network as one picture to look at.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

// Lays images out row by row with a line of grey between them; the last row may be partial.
//
// images: floating point [n, height, width] for grey or [n, 3, height, width] for red, green and
//   blue, on any device, from -1 to 1. Pixels are 0.5 x + 0.5 rounded to 8 bits as in the
//   tutorial's last step; what lies outside [-1, 1] is clamped, NaN is black. The picture has their
//   channels.
// columns: images in a row, at least 1; with fewer images than that the picture is narrower.
// scale: how many pixels a side each of the images' pixels gets, without smoothing, and how wide
//   the line between images is. automatic_scale picks 1 to 8 for a picture of at most 640 pixels a
//   row where that is possible: 4 for five digits of 28 by 28 in a row, 2 for ten.
//
// Throws Error for another shape or type, no images, columns or scale out of range, or a picture of
// more than max_pixels (canvas.h).
constexpr std::int64_t automatic_scale = 0;
Image image_grid(const at::Tensor& images, std::int64_t columns,
                 std::int64_t scale = automatic_scale);

}  // namespace gan
