// PNG pictures of a size that is asked for.
#include <string_view>

#include "gan/data/formats/png_file.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  gan::fuzz::succeeds([&] {
    const gan::Image image = gan::parse_png(file, "file", {2, 3});
    gan::fuzz::require(image.height == 2 && image.width == 3 && image.pixels.size() == 6,
                       "a picture of the size that was asked for");
  });
  return 0;
}
