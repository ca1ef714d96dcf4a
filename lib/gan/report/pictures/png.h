// Grey pictures as PNG files.
#pragma once

#include <string>

#include "gan/base/gray_image.h"

namespace gan {

// The bytes of an 8-bit grey PNG file (written by stb_image_write). The same picture gives the same
// bytes. Throws Error when the picture is empty, has more than max_pixels (canvas.h), or its pixels
// do not fill width by height.
std::string encode_png(const GrayImage& image);

}  // namespace gan
