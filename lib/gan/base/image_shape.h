// The size of one grey image.
#pragma once

#include <cstdint>

namespace gan {

struct ImageShape {
  std::int64_t height = 28;
  std::int64_t width = 28;

  std::int64_t pixels() const { return height * width; }
};

}  // namespace gan
