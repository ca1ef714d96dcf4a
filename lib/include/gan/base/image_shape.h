// The size of one image.
#pragma once

#include <cstdint>

#include "gan/base/error.h"

namespace gan {

// An image's numbers lie channel by channel, and within a channel row by row from the top left.
struct ImageShape {
  std::int64_t height = 28;
  std::int64_t width = 28;
  std::int64_t channels = 1;  // 1: grey; 3: red, green, blue

  std::int64_t pixels() const { return height * width; }
  std::int64_t values() const { return channels * pixels(); }
};

inline bool operator==(const ImageShape& a, const ImageShape& b) {
  return a.height == b.height && a.width == b.width && a.channels == b.channels;
}
inline bool operator!=(const ImageShape& a, const ImageShape& b) {
  return !(a == b);
}

// Throws `wrong`, with what was expected and found, for what no image of a file can be.
void check_image(const ImageShape& image, const Error& wrong);

}  // namespace gan
