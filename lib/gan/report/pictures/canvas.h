// Putting pictures together: a blank one, one pasted into another, one enlarged, a number in one.
#pragma once

#include <cstdint>

#include "gan/base/image.h"

namespace gan {

// The grey between and around pictures: dark beside white paper, yet not the black of a digit's
// background.
constexpr std::uint8_t canvas_gray = 48;

// What is left free around pictures, and the grey of the numbers beside them.
constexpr std::int64_t canvas_margin = 4;
constexpr std::uint8_t label_gray = 176;

// More pixels than this no picture has: 16,384 by 16,384.
constexpr std::int64_t max_pixels = std::int64_t{1} << 28;

// A picture of one grey, in 1 or 3 channels. Throws Error when a side is below 1 or it would have
// more than max_pixels.
Image blank_canvas(std::int64_t width, std::int64_t height, std::uint8_t fill = canvas_gray,
                   std::int64_t channels = 1);

// Each pixel becomes factor by factor pixels. Throws Error when factor is below 1 or the result
// would have more than max_pixels.
Image enlarge(const Image& image, std::int64_t factor);

// Copies source into target with its top left at (x, y). Throws Error when it does not fit or has
// other channels.
void paste(Image& target, const Image& source, std::int64_t x, std::int64_t y);

// Numbers are written in digits of 3 by 5 pixels.
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
