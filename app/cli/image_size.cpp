#include "cli/image_size.h"

#include <algorithm>
#include <regex>

#include "gan/base/error.h"

namespace gan::app {

ImageShape parse_image_size(const std::string& text) {
  constexpr std::int64_t kLongestSide = 4096;
  static const std::regex size("([0-9]{1,4})x([0-9]{1,4})");
  std::smatch sides;
  ImageShape shape{0, 0};
  if (std::regex_match(text, sides, size)) shape = {std::stoll(sides[1]), std::stoll(sides[2])};
  if (std::min(shape.height, shape.width) < 1 || std::max(shape.height, shape.width) > kLongestSide)
    throw Error::usage("reading the flags")
        .at("--image-size")
        .expected("HEIGHTxWIDTH with sides from 1 to 4096, such as 28x28")
        .found("\"" + text + "\"");
  return shape;
}

}  // namespace gan::app
