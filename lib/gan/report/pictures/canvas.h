// Drawing operations: a blank picture, enlarging, pasting a picture into another, writing a number.
#pragma once

#include <cstdint>

#include "gan/base/image.h"

namespace gan {

// The grey between and around pictures: dark on a white page, but lighter than the black background
// of digits.
constexpr std::uint8_t canvas_gray = 48;

// The margin around pictures in pixels, and the grey of the numbers beside them.
constexpr std::int64_t canvas_margin = 4;
constexpr std::uint8_t label_gray = 176;

// The most pixels of a picture: 16,384 by 16,384.
constexpr std::int64_t max_pixels = std::int64_t{1} << 28;

// A picture filled with one grey, of 1 or 3 channels. Throws Error if a side is below 1 or the
// picture would have more than max_pixels.
Image blank_canvas(std::int64_t width, std::int64_t height, std::uint8_t fill = canvas_gray,
                   std::int64_t channels = 1);

// Each pixel becomes factor by factor pixels. Throws Error when factor is below 1 or the result
// would have more than max_pixels.
Image enlarge(const Image& image, std::int64_t factor);

// Copies source into target with its top left at (x, y). Throws Error if it does not fit or has a
// different number of channels.
void paste(Image& target, const Image& source, std::int64_t x, std::int64_t y);

// The size of a digit of the font, in font pixels.
constexpr std::int64_t digit_width = 3;
constexpr std::int64_t digit_height = 5;

// The width in pixels of a number (0 or more), with scale pixels for each font pixel and one font
// pixel between digits.
std::int64_t number_width(std::int64_t number, std::int64_t scale);

// Writes a number (0 or more) in grey into all channels, with its top left at (x, y). Parts outside
// the picture are left out. Throws Error if the number is negative.
void draw_number(Image& image, std::int64_t number, std::int64_t x, std::int64_t y,
                 std::int64_t scale, std::uint8_t gray);

}  // namespace gan
