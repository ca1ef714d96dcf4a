// Decodes one picture: a PNG, JPEG or WebP file, by its content and not by its name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gan/base/image.h"

namespace gan {

// Larger pictures are refused before memory for their pixels is taken.
constexpr std::int64_t kMostPicturePixels = std::int64_t{1} << 27;

struct PictureFacts {
  std::string format;       // "PNG", "JPEG" or "WebP"
  std::int64_t height = 0;  // upright: after the rotation that EXIF asks for
  std::int64_t width = 0;
  bool colour = false;       // the file can hold colours; pixels may be grey all the same
  bool transparent = false;  // the file can hold transparent pixels
};

// Reads what stands before the pixels. Throws Error (`name` stands for the path) for content that
// is none of these formats, damaged, animated, or larger than kMostPicturePixels.
PictureFacts read_picture_facts(std::string_view file, const std::string& name);

// The pixels, upright, with 1 or 3 `channels` of 8 bits:
// - 16 bits are rounded to 8; palettes, and colours laid out as YCbCr, CMYK or YCCK become RGB;
// - grey from colours is the luminance of ITU-R 601, rounded as in Pillow;
// - transparent pixels are laid on the grey level `background`;
// - colour profiles and gamma are ignored: pixels are used as stored, as in Pillow.
// Throws Error as read_picture_facts() does, and for damaged or missing pixels.
Image decode_picture(std::string_view file, const std::string& name, std::int64_t channels,
                     std::uint8_t background);

}  // namespace gan
