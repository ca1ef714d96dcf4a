#include "gan/report/pictures/canvas.h"

#include <algorithm>
#include <string>

#include "gan/base/error.h"

namespace gan {
namespace {

std::string size_text(std::int64_t width, std::int64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

// Five rows of three pixels, top to bottom.
constexpr const char* glyphs[10] = {
    "### #.# #.# #.# ###",  // 0
    ".#. ##. .#. .#. ###",  // 1
    "### ..# ### #.. ###",  // 2
    "### ..# .## ..# ###",  // 3
    "#.# #.# ### ..# ..#",  // 4
    "### #.. ### ..# ###",  // 5
    "### #.. ### #.# ###",  // 6
    "### ..# ..# ..# ..#",  // 7
    "### #.# ### #.# ###",  // 8
    "### #.# ### ..# ###",  // 9
};

}  // namespace

Image blank_canvas(std::int64_t width, std::int64_t height, std::uint8_t fill,
                   std::int64_t channels) {
  if (width < 1 || height < 1 || width > max_pixels / height)
    throw Error("drawing a picture")
        .expected("at least one pixel and at most " + std::to_string(max_pixels) + " in all")
        .found(size_text(width, height))
        .hint("draw fewer images");
  return Image(width, height, fill, channels);
}

Image enlarge(const Image& image, std::int64_t factor) {
  if (factor < 1 || factor > max_pixels)
    throw Error("enlarging a picture")
        .expected("a whole factor of at least 1")
        .found(std::to_string(factor));
  // Limited so that the product cannot overflow; blank_canvas() refuses a side above max_pixels.
  Image result = blank_canvas(std::min(image.width, max_pixels) * factor,
                              std::min(image.height, max_pixels) * factor, 0, image.channels);
  const std::int64_t row_size = result.width * result.channels;
  for (std::int64_t y = 0; y < image.height; ++y) {
    const auto first = result.pixels.begin() + y * factor * row_size;
    auto next = first;
    for (std::int64_t x = 0; x < image.width; ++x)
      for (std::int64_t copy = 0; copy < factor; ++copy)
        next = std::copy_n(&image.pixels[image.offset(x, y)], image.channels, next);
    for (std::int64_t copy = 1; copy < factor; ++copy)
      std::copy_n(first, row_size, first + copy * row_size);
  }
  return result;
}

void paste(Image& target, const Image& source, std::int64_t x, std::int64_t y) {
  if (x < 0 || y < 0 || x > target.width - source.width || y > target.height - source.height)
    throw Error("drawing a picture")
        .expected("a part that fits into " + size_text(target.width, target.height) + " pixels")
        .found(size_text(source.width, source.height) + " at " + size_text(x, y));
  if (source.channels != target.channels)
    throw Error("drawing a picture")
        .expected("a part of " + std::to_string(target.channels) + " channels")
        .found(std::to_string(source.channels));
  for (std::int64_t row = 0; row < source.height; ++row)
    std::copy_n(source.pixels.data() + source.offset(0, row), source.width * source.channels,
                target.pixels.data() + target.offset(x, y + row));
}

std::int64_t number_width(std::int64_t number, std::int64_t scale) {
  const auto digits = static_cast<std::int64_t>(std::to_string(number).size());
  return (digits * (digit_width + 1) - 1) * scale;
}

void draw_number(Image& image, std::int64_t number, std::int64_t x, std::int64_t y,
                 std::int64_t scale, std::uint8_t gray) {
  if (number < 0)
    throw Error("drawing a number").expected("0 or more").found(std::to_string(number));
  for (const char digit : std::to_string(number)) {
    const char* glyph = glyphs[digit - '0'];
    for (std::int64_t row = 0; row < digit_height * scale; ++row)
      for (std::int64_t column = 0; column < digit_width * scale; ++column) {
        const bool set = glyph[row / scale * (digit_width + 1) + column / scale] == '#';
        const std::int64_t left = x + column, top = y + row;
        if (set && left >= 0 && left < image.width && top >= 0 && top < image.height)
          std::fill_n(&image.at(left, top), image.channels, gray);
      }
    x += (digit_width + 1) * scale;
  }
}

}  // namespace gan
