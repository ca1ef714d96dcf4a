#include "gan/base/image.h"

#include <algorithm>
#include <regex>

namespace gan {

ImageShape parse_size(const std::string& text, const std::string& flag) {
  constexpr std::int64_t kLongestSide = 4096;
  static const std::regex size("([0-9]{1,4})(x([0-9]{1,4}))?");
  std::smatch sides;
  ImageShape shape{0, 0};
  if (std::regex_match(text, sides, size))
    shape = {std::stoll(sides[1]), std::stoll(sides[sides[3].matched ? 3 : 1])};
  if (std::min(shape.height, shape.width) < 1 || std::max(shape.height, shape.width) > kLongestSide)
    throw Error::usage("reading the flags")
        .at(flag)
        .expected("HEIGHTxWIDTH or one number, with sides from 1 to 4096, such as 28x28")
        .found("\"" + text + "\"");
  return shape;
}

std::string size_text(const ImageShape& image) {
  return std::to_string(image.height) + " by " + std::to_string(image.width);
}

std::string channels_text(std::int64_t channels) {
  return std::to_string(channels) + (channels == 1 ? " channel" : " channels");
}

std::string pixels_text(const ImageShape& image) {
  return size_text(image) + " pixels, " + channels_text(image.channels);
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
