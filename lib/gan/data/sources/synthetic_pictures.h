// Coloured pictures with classes, drawn by the program: for tests and first tries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gan/base/image.h"

namespace gan {

struct SyntheticPictures {
  enum class Kind {
    digits,  // those of synthetic.h
    shapes,  // circle, star, heart and others (area_shapes.h), of any size, place and rotation
  };

  static constexpr std::int64_t kSmallestSide = 16, kLargestSide = 256;

  Kind kind = Kind::shapes;
  std::int64_t side = 32;  // pictures are square
  std::uint64_t seed = 0;

  // Sorted by name.
  std::vector<std::string> classes() const;
  // All classes in turn: 0, 1, 2, ..., 0, 1, 2, ...
  std::size_t class_of(std::int64_t i) const;
  // In red, green and blue: one softly graded colour on another, one of them dark, the other
  // bright. Depends on the values above and `i` alone, and is the same on every platform. Throws
  // Error for a side out of range.
  Image draw(std::int64_t i) const;
};

}  // namespace gan
