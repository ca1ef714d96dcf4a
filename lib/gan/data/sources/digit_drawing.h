// Draws a handwritten digit.
#pragma once

#include <cstdint>

#include "gan/base/split_mix.h"

namespace gan {

// A handwriting style of `digit` (digit_shapes.h), bent, sheared, rotated and stretched at random,
// fitted into a box of about 20/28 of the side whose centre of mass is the picture's centre (as
// MNIST's are), with a random stroke width. Into `side` * `side` pixels as draw_strokes() does.
void draw_digit(int digit, std::int64_t side, SplitMix& random, std::uint8_t* pixels);

}  // namespace gan
