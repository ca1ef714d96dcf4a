#include "gan/report/pictures/digit_font.h"

#include <algorithm>
#include <string>

#include "gan/base/error.h"

namespace gan {
namespace {

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

void fill_square(Image& image, std::int64_t x, std::int64_t y, std::int64_t side,
                 std::uint8_t gray) {
  const std::int64_t right = std::min(x + side, image.width);
  const std::int64_t bottom = std::min(y + side, image.height);
  for (std::int64_t row = std::max<std::int64_t>(y, 0); row < bottom; ++row)
    for (std::int64_t column = std::max<std::int64_t>(x, 0); column < right; ++column)
      std::fill_n(&image.at(column, row), image.channels, gray);
}

}  // namespace

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
    for (std::int64_t row = 0; row < digit_height; ++row)
      for (std::int64_t column = 0; column < digit_width; ++column)
        if (glyph[row * (digit_width + 1) + column] == '#')
          fill_square(image, x + column * scale, y + row * scale, scale, gray);
    x += (digit_width + 1) * scale;
  }
}

}  // namespace gan
