// A grey picture in memory: what the report room draws and encodes.
#pragma once

#include <cstdint>
#include <vector>

namespace gan {

// Pixels row by row from the top left, one byte each, 0 black to 255 white.
struct GrayImage {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::vector<std::uint8_t> pixels;

  GrayImage() = default;
  GrayImage(std::int64_t w, std::int64_t h, std::uint8_t fill = 0)
      : width(w), height(h), pixels(static_cast<std::size_t>(w * h), fill) {}

  std::uint8_t& at(std::int64_t x, std::int64_t y) {
    return pixels[static_cast<std::size_t>(y * width + x)];
  }
  std::uint8_t at(std::int64_t x, std::int64_t y) const {
    return pixels[static_cast<std::size_t>(y * width + x)];
  }
};

}  // namespace gan
