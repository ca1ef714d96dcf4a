// Pictures, whatever their format. The targets png, jpeg and webp differ in their corpus.
#include "gan/data/formats/picture.h"

#include <string_view>

#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A few bytes may stand for many pixels of one colour, which take time and memory.
  constexpr std::int64_t kMostPixels = std::int64_t{1} << 18;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  gan::PictureFacts facts;
  if (!gan::fuzz::succeeds([&] { facts = gan::read_picture_facts(file, "file"); })) return 0;
  if (facts.height * facts.width > kMostPixels) return 0;
  bool decodes[2] = {};
  for (const std::int64_t channels : {1, 3}) {
    decodes[channels / 3] = gan::fuzz::succeeds([&] {
      const gan::Image image = gan::decode_picture(file, "file", channels, 255);
      gan::fuzz::require(
          image.height == facts.height && image.width == facts.width && image.channels == channels,
          "a picture of the size that its facts tell");
      gan::fuzz::require(image.pixels.size() == image.offset(0, image.height), "so many pixels");
    });
  }
  gan::fuzz::require(decodes[0] == decodes[1], "damage does not depend on the channels");
  return 0;
}
