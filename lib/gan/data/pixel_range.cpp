#include "gan/data/pixel_range.h"

#include <locale>
#include <sstream>

#include "gan/base/error.h"

namespace gan {
namespace {

std::string pixel_text(double number) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(6);
  text << number;
  return text.str();
}

}  // namespace

std::string name_of(PixelRange range) {
  return pixel_text(range.black) + "," + pixel_text(range.white);
}

std::string words_of(PixelRange range) {
  return pixel_text(range.black) + " to " + pixel_text(range.white);
}

AskedPixelRange parse_pixel_range(const std::string& text, const std::string& flag) {
  AskedPixelRange asked;
  asked.flag = flag;
  if (text == "auto") return asked;
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  PixelRange range;
  char comma = '\0';
  stream >> std::noskipws >> range.black >> comma >> range.white;
  const bool whole = stream && stream.peek() == std::istringstream::traits_type::eof();
  if (!whole || comma != ',' || !(range.black < range.white))
    throw Error::usage("reading the flags")
        .at(flag)
        .expected("auto, or the values of black and white, such as -1,1 or 0,1 or 0,255")
        .found("\"" + text + "\"");
  asked.given = range;
  return asked;
}

}  // namespace gan
