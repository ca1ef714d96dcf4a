#include "gan/data/formats/png_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <png.h>
#include <vector>

#include "gan/base/byte_order.h"
#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/data/formats/content_kind.h"

namespace gan {
namespace {

constexpr const char* kReadingPng = "reading images";
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;

Error damaged(const std::string& name, const png_image& image) {
  return Error(kReadingPng).at(name).expected("a complete PNG picture").found(image.message);
}

// The file without the chunks by which libpng would convert pixels (gAMA, cHRM, iCCP ...): pixels
// are used as stored, as in Pillow and most other programs. An incomplete chunk stays, so that
// libpng reports it.
std::string without_colour_spaces(std::string_view file) {
  constexpr std::size_t kSignature = 8, kAroundData = 12;
  constexpr std::array<std::string_view, 5> kKept = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
  std::string kept(file.substr(0, kSignature));
  std::size_t at = kept.size();
  while (file.size() - at >= kAroundData) {
    const std::size_t length = from_big_endian(file.substr(at, 4));
    if (length > file.size() - at - kAroundData) break;
    const std::string_view chunk = file.substr(at, length + kAroundData);
    if (std::find(kKept.begin(), kKept.end(), chunk.substr(4, 4)) != kKept.end()) kept += chunk;
    at += chunk.size();
  }
  return kept.append(file.substr(at));
}

// The luminance of red, green, blue and opacity by ITU-R 601, rounded as in Pillow, on black.
std::uint8_t gray_of(const std::uint8_t* rgba) {
  const unsigned luminance =
      (rgba[0] * 19595U + rgba[1] * 38470U + rgba[2] * 7471U + 0x8000U) >> 16;
  return static_cast<std::uint8_t>((luminance * rgba[3] + 127) / 255);
}

}  // namespace

Image parse_png(std::string_view file, const std::string& name, ImageShape size) {
  const std::string kind = describe_content(file.substr(0, 12));
  if (kind != "a PNG picture")
    throw Error(kReadingPng).at(name).expected("a PNG picture").found(kind);
  const std::string plain = without_colour_spaces(file);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  // Frees libpng's memory in every case.
  const std::unique_ptr<png_image, void (*)(png_image*)> freed(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, plain.data(), plain.size()) == 0)
    throw damaged(name, image);
  if (image.width != size.width || image.height != size.height)
    throw Error(kReadingPng)
        .at(name)
        .expected("a picture of " + std::to_string(size.width) + " by " +
                  std::to_string(size.height) + " pixels, as in the data set")
        .found(std::to_string(image.width) + " by " + std::to_string(image.height));
  image.format = PNG_FORMAT_RGBA;
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else libpng takes 16-bit grey levels as linear
  Image gray(size.width, size.height);
  constexpr std::size_t kChannels = 4;
  std::vector<std::uint8_t> colours(kChannels * gray.pixels.size());
  if (png_image_finish_read(&image, nullptr, colours.data(), 0, nullptr) == 0)
    throw damaged(name, image);
  for (std::size_t i = 0; i < gray.pixels.size(); ++i)
    gray.pixels[i] = gray_of(colours.data() + kChannels * i);
  return gray;
}

Image read_png(const std::string& path, ImageShape size) {
  const FileSource file(path, kReadingPng);
  if (file.size() > kMostBytes)
    throw Error(kReadingPng)
        .at(path)
        .expected("a picture below 64 MiB")
        .found(std::to_string(file.size()) + " bytes");
  std::string bytes(static_cast<std::size_t>(file.size()), '\0');
  file.read(0, bytes.data(), bytes.size());
  return parse_png(bytes, path, size);
}

}  // namespace gan
