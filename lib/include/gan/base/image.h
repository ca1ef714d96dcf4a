// Images: their shape, and a picture in memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

// "28 by 32", height first.
std::string size_text(const ImageShape& image);

// "1 channel", "3 channels".
std::string channels_text(std::int64_t channels);

// "28 by 32 pixels, 1 channel".
std::string pixels_text(const ImageShape& image);

// Height and width from a flag's text, "28" or "28x32" with height first; one channel. Throws Error
// (usage) for another form and for sides outside 1 to 4096.
ImageShape parse_size(const std::string& text, const std::string& flag);

// Throws `wrong`, with what was expected and found, unless both sides are from 1 to 65536 and there
// are 1 or 3 channels.
void check_image(const ImageShape& image, const Error& wrong);

// What lib/gan/report draws and encodes.
//
// Pixels row by row from the top left. Each has one byte per channel, from 0 (black) to 255: grey,
// or red, green and blue side by side.
struct Image {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::int64_t channels = 1;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  Image(std::int64_t w, std::int64_t h, std::uint8_t fill = 0, std::int64_t c = 1)
      : width(w), height(h), channels(c), pixels(static_cast<std::size_t>(w * h * c), fill) {}

  // The index in `pixels` of a pixel's first channel.
  std::size_t offset(std::int64_t x, std::int64_t y) const {
    return static_cast<std::size_t>((y * width + x) * channels);
  }
  std::uint8_t& at(std::int64_t x, std::int64_t y, std::size_t channel = 0) {
    return pixels[offset(x, y) + channel];
  }
  std::uint8_t at(std::int64_t x, std::int64_t y, std::size_t channel = 0) const {
    return pixels[offset(x, y) + channel];
  }

  bool same_shape(const Image& other) const {
    return width == other.width && height == other.height && channels == other.channels;
  }
};

}  // namespace gan
