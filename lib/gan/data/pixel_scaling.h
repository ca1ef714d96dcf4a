// Scaling numbers to pixels.
#pragma once

#include <string>

#include <ATen/core/Tensor.h>

#include "gan/data/pixel_range.h"

namespace gan {

// The given range, else the one found from all numbers (of any type, at least one):
// - 0 to 255 if 1 % are above 16 (for whole types, a single one);
// - 0 to 3, 7, 15 or 16 if all are whole, none is negative and the largest is that;
// - -0.5 to 0.5 if the numbers reach both ends and none lies outside;
// - -1 to 1 if 1 % are below -0.25, else 0 to 1.
// Scaling a picture with a bicubic or Lanczos filter leaves numbers outside the range. They are
// clipped: at most 0.5 % may be further out than a quarter of the range, and the mean distance of
// all numbers from it may be 2 % of the range (any, if the range is given). Numbers of whole types
// must lie inside a range that is not given.
//
// Throws Error at `where` for numbers that do not fit, with how to give their range, and for NaN
// and infinity. The result does not depend on the numbers' order.
KnownPixelRange find_pixel_range(const at::Tensor& numbers, const AskedPixelRange& asked,
                                 const std::string& where);

// float32 from -1 (black) to 1 (white), clipped to that.
at::Tensor scale_pixels(const at::Tensor& numbers, PixelRange range);

}  // namespace gan
