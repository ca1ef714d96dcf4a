// Numbers as pixels.
#pragma once

#include <string>

#include <ATen/core/Tensor.h>

#include "gan/data/pixel_range.h"

namespace gan {

// The range that was given, else the one that the numbers (of any type, at least one) have as a
// whole:
// - 0 to 255 where one in a hundred is above 16 (a single one, of whole types);
// - 0 to 3, 7, 15 or 16 where all are whole, none is negative and the largest is that;
// - -0.5 to 0.5 where both ends are reached and none is beyond;
// - -1 to 1 where one in a hundred is below -0.25, else 0 to 1.
// Scaling a picture by a bicubic or Lanczos filter leaves numbers beyond both ends. They are cut
// off: at most one in 200 may be further out than a quarter of the range, and they may lie out by
// a fiftieth of the range in the mean of all numbers (where the range is given, by any).
//
// Throws Error, naming `where`, for numbers that do not fit, with how to give their range, and for
// NaN and infinity. The result depends on the numbers alone, not on their order.
KnownPixelRange find_pixel_range(const at::Tensor& numbers, const AskedPixelRange& asked,
                                 const std::string& where);

// float32 from -1 (black) to 1 (white), cut off there.
at::Tensor scale_pixels(const at::Tensor& numbers, PixelRange range);

}  // namespace gan
