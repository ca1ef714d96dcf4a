// How a picture lies in its file, by the EXIF block of a camera or a program.
#pragma once

#include <string_view>

namespace gan {

// Tag 0x0112, from 1 (upright) to 8; turned() in picture_pixels.h says what they mean. The block is
// a TIFF header with its first directory; "Exif\0\0" may precede it. 1 where the tag is missing or
// the block is damaged, as in Pillow.
int exif_orientation(std::string_view block);

}  // namespace gan
