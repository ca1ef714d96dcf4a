// The digits 0 to 9 as 3 by 5 pixels, to write a number into a picture.
#pragma once

#include <cstdint>

#include "gan/base/image.h"

namespace gan {

constexpr std::int64_t digit_width = 3;
constexpr std::int64_t digit_height = 5;

// How wide a number (0 or more) is with this many pixels for each of the font's, a font pixel
// between two digits.
std::int64_t number_width(std::int64_t number, std::int64_t scale);

// Writes a number (0 or more) in grey, whatever the picture's channels are, with its top left at
// (x, y). What lies outside the picture is left out. Throws Error when number is negative.
void draw_number(Image& image, std::int64_t number, std::int64_t x, std::int64_t y,
                 std::int64_t scale, std::uint8_t gray);

}  // namespace gan
