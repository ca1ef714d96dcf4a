#include "cli/image_size.h"

#include "gan/base/error.h"

namespace gan::app {
namespace {

constexpr std::int64_t kLongestSide = 4096;

std::int64_t side(const std::string& digits) {
  const bool number = !digits.empty() && digits.size() <= 4 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
  return number ? std::stoll(digits) : 0;
}

}  // namespace

ImageShape parse_image_size(const std::string& text) {
  const std::size_t cross = text.find('x');
  ImageShape shape{0, 0};
  if (cross != std::string::npos)
    shape = {side(text.substr(0, cross)), side(text.substr(cross + 1))};
  if (shape.height < 1 || shape.width < 1 || shape.height > kLongestSide ||
      shape.width > kLongestSide)
    throw Error::usage("reading the flags")
        .at("--image-size")
        .expected("HEIGHTxWIDTH with sides from 1 to 4096, such as 28x28")
        .found("\"" + text + "\"");
  return shape;
}

}  // namespace gan::app
