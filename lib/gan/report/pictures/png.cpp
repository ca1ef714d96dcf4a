#include "gan/report/pictures/png.h"

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
// Static, so that a program with its own copy of stb can link this library.
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace gan {

std::string encode_png(const Image& image) {
  if (image.width < 1 || image.height < 1 || image.width > max_pixels / image.height ||
      (image.channels != 1 && image.channels != 3) ||
      image.pixels.size() != static_cast<std::size_t>(image.width * image.height * image.channels))
    throw Error("encoding a PNG file")
        .expected("1 to " + std::to_string(max_pixels) + " pixels of 1 or 3 channels, a byte each")
        .found(std::to_string(image.width) + " x " + std::to_string(image.height) + " of " +
               std::to_string(image.channels) + " channels, " +
               std::to_string(image.pixels.size()) + " bytes");
  std::string bytes;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  const auto width = static_cast<int>(image.width);
  const auto height = static_cast<int>(image.height);
  const auto channels = static_cast<int>(image.channels);
  if (stbi_write_png_to_func(append, &bytes, width, height, channels, image.pixels.data(),
                             width * channels) == 0 ||
      bytes.empty())
    throw Error("encoding a PNG file").found("not enough memory");
  return bytes;
}

}  // namespace gan
