// Built-in digits for when MNIST is not available: strokes drawn by the program, no data file.
#pragma once

#include <cstdint>

#include "gan/data/formats/idx.h"

namespace gan {

constexpr std::int64_t kSyntheticCount = 60000;
constexpr std::uint64_t kSyntheticSeed = 1;
constexpr std::int64_t kSyntheticTestCount = 10000;  // of test images
constexpr std::uint64_t kSyntheticTestSeed = 2;

struct SyntheticDigits {
  IdxArray images;  // [count, 28, 28], 0 black to 255 white
  IdxArray labels;  // [count], 0 to 9, drawn uniformly
};

// Each image is a handwriting style of its class (digit_shapes.h), bent, sheared, rotated and
// stretched at random, fitted into a box of about 20 x 20 pixels whose centre of mass is the
// picture's centre (as MNIST's are), and drawn antialiased with a random stroke width. Image i
// depends on `seed` and i alone, and, since all arithmetic is in integers, is the same on every
// platform. Throws Error for a count below 1 or beyond memory.
SyntheticDigits draw_synthetic_digits(std::int64_t count, std::uint64_t seed);

}  // namespace gan
