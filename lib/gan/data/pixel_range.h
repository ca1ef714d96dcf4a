// What numbers mean black and white.
#pragma once

#include <string>

#include <ATen/core/Tensor.h>

namespace gan {

enum class PixelRange { automatic, minus_one_to_one, zero_to_one, zero_to_255 };

// "auto", "-1,1", "0,1", "0,255".
const char* name_of(PixelRange range);

struct ScaledPixels {
  at::Tensor images;  // float32, from -1 to 1
  PixelRange range;   // that was taken
};

// Any float32 numbers as pixels from -1 (black) to 1 (white). `automatic`: from 0 to 255 where one
// is 16 or more, else from -1 to 1 where one is negative, else from 0 to 1. Numbers may lie beyond
// the range by a thousandth of it, as rounding leaves them, and are cut off there. Throws Error,
// naming `where`, for others, with the one that was found, and for NaN and infinity.
ScaledPixels scale_pixels(const at::Tensor& numbers, PixelRange range, const std::string& where);

}  // namespace gan
