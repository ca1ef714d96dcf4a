#include "gan/data/png_file.h"

#include <png.h>

#include "gan/base/error.h"
#include "gan/data/byte_source.h"
#include "gan/data/content_kind.h"

namespace gan {
namespace {

constexpr const char* kReadingPng = "reading images";
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;

// Frees what libpng has taken, whatever happens.
struct Picture {
  png_image image{};

  Picture() { image.version = PNG_IMAGE_VERSION; }
  ~Picture() { png_image_free(&image); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
};

Error damaged(const std::string& name, const png_image& image) {
  return Error(kReadingPng).at(name).expected("a whole PNG picture").found(image.message);
}

}  // namespace

GrayImage parse_png(std::string_view file, const std::string& name, ImageShape size) {
  if (file.empty())
    throw Error(kReadingPng).at(name).expected("a PNG picture").found("an empty file");
  const std::string kind = describe_content(file.substr(0, 12));
  if (kind != "a PNG picture")
    throw Error(kReadingPng).at(name).expected("a PNG picture").found(kind);
  Picture picture;
  png_image& image = picture.image;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0)
    throw damaged(name, image);
  if (image.width != size.width || image.height != size.height)
    throw Error(kReadingPng)
        .at(name)
        .expected("a picture of " + std::to_string(size.width) + " by " +
                  std::to_string(size.height) + " pixels, as the data set has them")
        .found(std::to_string(image.width) + " by " + std::to_string(image.height));
  image.format = PNG_FORMAT_GRAY;
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else grey levels of 16 bits are taken as linear
  GrayImage pixels(size.width, size.height);
  const png_color black{0, 0, 0};
  if (png_image_finish_read(&image, &black, pixels.pixels.data(), 0, nullptr) == 0)
    throw damaged(name, image);
  return pixels;
}

GrayImage read_png(const std::string& path, ImageShape size) {
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
