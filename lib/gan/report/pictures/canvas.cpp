#include "gan/report/pictures/canvas.h"

#include <algorithm>
#include <string>

#include "gan/base/error.h"

namespace gan {
namespace {

std::string size_text(std::int64_t width, std::int64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

GrayImage blank_canvas(std::int64_t width, std::int64_t height, std::uint8_t fill) {
  if (width < 1 || height < 1 || width > max_pixels / height)
    throw Error("drawing a picture")
        .expected("at least one pixel and at most " + std::to_string(max_pixels) + " in all")
        .found(size_text(width, height))
        .hint("draw fewer images");
  return GrayImage(width, height, fill);
}

GrayImage enlarge(const GrayImage& image, std::int64_t factor) {
  if (factor < 1 || factor > max_pixels)
    throw Error("enlarging a picture")
        .expected("a whole factor of at least 1")
        .found(std::to_string(factor));
  // A side above max_pixels is refused below; cut here so that the product cannot overflow.
  GrayImage result = blank_canvas(std::min(image.width, max_pixels) * factor,
                                  std::min(image.height, max_pixels) * factor, 0);
  for (std::int64_t y = 0; y < image.height; ++y) {
    for (std::int64_t x = 0; x < image.width; ++x)
      std::fill_n(&result.at(x * factor, y * factor), factor, image.at(x, y));
    const auto first = result.pixels.begin() + y * factor * result.width;
    for (std::int64_t copy = 1; copy < factor; ++copy)
      std::copy_n(first, result.width, first + copy * result.width);
  }
  return result;
}

void paste(GrayImage& target, const GrayImage& source, std::int64_t x, std::int64_t y) {
  if (x < 0 || y < 0 || x > target.width - source.width || y > target.height - source.height)
    throw Error("drawing a picture")
        .expected("a part that fits into " + size_text(target.width, target.height) + " pixels")
        .found(size_text(source.width, source.height) + " at " + size_text(x, y));
  for (std::int64_t row = 0; row < source.height; ++row)
    std::copy_n(source.pixels.begin() + row * source.width, source.width,
                target.pixels.begin() + (y + row) * target.width + x);
}

}  // namespace gan
