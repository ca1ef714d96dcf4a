// Pictures as PNG files.
#pragma once

#include <string>

#include "gan/base/image.h"

namespace gan {

// The bytes of a PNG file of 8 bits a channel, grey or red, green and blue (written by
// stb_image_write). The same picture gives the same bytes. Throws Error when the picture is empty,
// has more than max_pixels (canvas.h) or neither 1 nor 3 channels, or its pixels do not fill it.
std::string encode_png(const Image& image);

}  // namespace gan
