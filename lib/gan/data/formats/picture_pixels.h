// What is done to pixels after they are decoded, whatever their format.
#pragma once

#include <cstdint>

#include "gan/base/image.h"

namespace gan {

// Grey or colours of a picture of 1 to 4 channels, of which the second or fourth is opacity. What
// is transparent is laid on the grey level `background`, with Pillow's rounding in Image.paste().
Image on_background(Image picture, std::uint8_t background);

// The picture with 1 or 3 channels, of which it has one or the other. Grey from colours is the
// luminance of ITU-R 601 with the rounding of Pillow's convert("L").
Image with_channels(Image picture, std::int64_t channels);

// The picture upright, by EXIF's orientation:
// 1 as it is; 2 mirrored left to right; 3 turned by 180 degrees; 4 mirrored top to bottom;
// 5 mirrored on the diagonal from the top left; 6 turned by 90 degrees clockwise;
// 7 mirrored on the other diagonal; 8 turned by 90 degrees anticlockwise.
Image turned(Image picture, int orientation);

// Whether that exchanges height and width.
inline bool exchanges_sides(int orientation) {
  return orientation >= 5;
}

}  // namespace gan
