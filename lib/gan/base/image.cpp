#include "gan/base/image.h"

namespace gan {

std::string size_text(const ImageShape& image) {
  return std::to_string(image.height) + " by " + std::to_string(image.width);
}

void check_image(const ImageShape& image, const Error& wrong) {
  constexpr std::int64_t kLongestSide = 65536;
  for (const std::int64_t side : {image.height, image.width})
    if (side < 1 || side > kLongestSide)
      throw Error(wrong)
          .expected("images with sides from 1 to " + std::to_string(kLongestSide))
          .found(std::to_string(side));
  if (image.channels != 1 && image.channels != 3)
    throw Error(wrong).expected("images of 1 or 3 channels").found(std::to_string(image.channels));
}

}  // namespace gan
