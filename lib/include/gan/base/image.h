// A picture in memory: what the report room draws and encodes.
#pragma once

#include <cstdint>
#include <vector>

namespace gan {

// Pixels row by row from the top left. Each is one byte a channel, from 0 (black) to 255: the grey
// of one channel, or red, green and blue of three, side by side.
struct Image {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::int64_t channels = 1;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  Image(std::int64_t w, std::int64_t h, std::uint8_t fill = 0, std::int64_t c = 1)
      : width(w), height(h), channels(c), pixels(static_cast<std::size_t>(w * h * c), fill) {}

  // Where in `pixels` the first channel of one lies.
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
