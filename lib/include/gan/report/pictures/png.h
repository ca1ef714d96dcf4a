// Pictures as PNG files.
#pragma once

#include <string>

#include "gan/base/image.h"

namespace gan {

// The bytes of a PNG file with 8 bits per channel, grey or RGB (written by stb_image_write). The
// same picture gives the same bytes. Throws Error if the picture is empty, has more than max_pixels
// (canvas.h), has neither 1 nor 3 channels, or has too few or too many bytes for its size.
std::string encode_png(const Image& image);

}  // namespace gan
