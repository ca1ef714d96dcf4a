#include "gan/data/formats/picture_pixels.h"

#include <algorithm>

namespace gan {
namespace {

bool is_one_of(int number, std::initializer_list<int> numbers) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

}  // namespace

Image on_background(Image picture, std::uint8_t background) {
  if (picture.channels % 2 == 1) return picture;
  const auto from = static_cast<std::size_t>(picture.channels), to = from - 1;
  const std::size_t pixels = picture.pixels.size() / from;
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t* stored = picture.pixels.data() + i * from;
    std::uint8_t* laid = picture.pixels.data() + i * to;
    const unsigned opacity = stored[to];
    for (std::size_t c = 0; c < to; ++c)
      laid[c] = static_cast<std::uint8_t>(
          (stored[c] * opacity + background * (255 - opacity) + 127) / 255);
  }
  picture.channels = static_cast<std::int64_t>(to);
  picture.pixels.resize(pixels * to);
  return picture;
}

Image with_channels(Image picture, std::int64_t channels) {
  if (picture.channels == channels) return picture;
  Image result(picture.width, picture.height, 0, channels);
  const std::uint8_t* from = picture.pixels.data();
  if (channels == 1) {
    for (std::uint8_t& grey : result.pixels) {
      grey = static_cast<std::uint8_t>(
          (from[0] * 19595U + from[1] * 38470U + from[2] * 7471U + 0x8000U) >> 16);
      from += 3;
    }
  } else {
    for (std::size_t i = 0; i < result.pixels.size(); ++i) result.pixels[i] = from[i / 3];
  }
  return result;
}

Image turned(Image picture, int orientation) {
  if (orientation == 1) return picture;
  const bool exchanged = exchanges_sides(orientation);
  const bool mirrored_x = is_one_of(orientation, {2, 3, 7, 8});
  const bool mirrored_y = is_one_of(orientation, {3, 4, 6, 7});
  Image result(exchanged ? picture.height : picture.width,
               exchanged ? picture.width : picture.height, 0, picture.channels);
  std::uint8_t* to = result.pixels.data();
  for (std::int64_t y = 0; y < result.height; ++y) {
    for (std::int64_t x = 0; x < result.width; ++x) {
      const std::int64_t u = exchanged ? y : x, v = exchanged ? x : y;
      const std::size_t from = picture.offset(mirrored_x ? picture.width - 1 - u : u,
                                              mirrored_y ? picture.height - 1 - v : v);
      to = std::copy_n(picture.pixels.data() + from, picture.channels, to);
    }
  }
  return result;
}

}  // namespace gan
