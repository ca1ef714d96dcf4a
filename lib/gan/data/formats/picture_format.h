// What picture.cpp asks of a file format: a pair of files such as png_file.h, and a line in its
// table.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "gan/base/error.h"
#include "gan/base/image.h"

namespace gan {

constexpr const char* kReadingPicture = "reading a picture";
constexpr const char* kCutOff = "a file that is cut off";

// A picture as it lies in its file, not turned.
struct StoredPicture {
  std::int64_t height = 0;
  std::int64_t width = 0;
  bool colour = false;
  bool transparent = false;
  std::string_view exif;  // the EXIF block, a part of the file; empty if there is none
  // So many pixels may lie in the file's bytes; more are damage.
  std::int64_t most_pixels = std::numeric_limits<std::int64_t>::max();
};

struct PictureFormat {
  const char* name;  // "PNG"
  // Whether a file with these first 12 bytes, or fewer, is of this format.
  bool (*begins)(std::string_view head);
  // Reads what stands before the pixels. Throws Error for damage and for what is not supported.
  StoredPicture (*facts)(std::string_view file, const std::string& name);
  // Fills `pixels`, which has the size that facts() returned, and so many channels: grey or
  // colours, then opacity if the picture is transparent. Throws Error for damaged and missing
  // pixels.
  void (*decode)(std::string_view file, const std::string& name, Image& pixels);
};

inline Error damaged_picture(const std::string& name, const char* format, std::string found) {
  return Error(kReadingPicture)
      .at(name)
      .expected(std::string("a complete ") + format + " picture")
      .found(std::move(found));
}

}  // namespace gan
