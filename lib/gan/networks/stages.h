// How often convolutional networks double or halve the sides of an image.
#pragma once

#include <algorithm>
#include <cstdint>

#include "gan/base/image.h"

namespace gan {

// So often that the smallest sides are at most 7: twice for images of up to 28 pixels, three times
// for up to 56, four times for up to 112. Sides that are no multiple are padded, and cropped again.
struct Stages {
  std::int64_t count = 2;
  std::int64_t height, width;  // of the smallest stage

  explicit Stages(const ImageShape& image) {
    while (std::max(image.height, image.width) > std::int64_t{7} << count) ++count;
    const std::int64_t last = (std::int64_t{1} << count) - 1;
    height = (image.height + last) >> count;
    width = (image.width + last) >> count;
  }

  std::int64_t full_height() const { return height << count; }
  std::int64_t full_width() const { return width << count; }
  bool fit(const ImageShape& image) const {
    return full_height() == image.height && full_width() == image.width;
  }
};

}  // namespace gan
