#include "gan/data/formats/picture.h"

#include <utility>
#include <vector>

#include "gan/base/text.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/exif.h"
#include "gan/data/formats/jpeg_file.h"
#include "gan/data/formats/picture_format.h"
#include "gan/data/formats/picture_pixels.h"
#include "gan/data/formats/png_file.h"
#include "gan/data/formats/webp_file.h"

namespace gan {
namespace {

constexpr const PictureFormat* kPictureFormats[] = {&kPngFormat, &kJpegFormat, &kWebpFormat};

// "PNG, JPEG or WebP"
std::string format_names() {
  std::vector<std::string> names;
  for (const PictureFormat* format : kPictureFormats) names.emplace_back(format->name);
  const std::string last = names.back();
  names.pop_back();
  return joined(names, ", ") + " or " + last;
}

const PictureFormat& format_of(std::string_view file, const std::string& name) {
  constexpr std::size_t kHead = 12, kHeadOfOthers = 300;
  for (const PictureFormat* format : kPictureFormats)
    if (format->begins(file.substr(0, kHead))) return *format;
  const std::string kind = describe_content(file.substr(0, kHeadOfOthers));
  Error wrong = Error(kReadingPicture).at(name).expected("a " + format_names() + " picture");
  wrong.found(kind);
  if (kind.find("picture") != std::string::npos) wrong.hint("save it as " + format_names());
  throw wrong;
}

StoredPicture checked_facts(const PictureFormat& format, std::string_view file,
                            const std::string& name) {
  StoredPicture stored = format.facts(file, name);
  const std::int64_t pixels = stored.height * stored.width;
  const std::string size = size_text({stored.height, stored.width});
  if (pixels < 1) throw damaged_picture(name, format.name, "a size of " + size);
  if (pixels > kMostPicturePixels)
    throw Error(kReadingPicture)
        .at(name)
        .expected("at most " + count_text(kMostPicturePixels) + " pixels")
        .found(size);
  if (pixels > stored.most_pixels)
    throw damaged_picture(name, format.name, "too few bytes for " + size + " pixels");
  return stored;
}

}  // namespace

PictureFacts read_picture_facts(std::string_view file, const std::string& name) {
  const PictureFormat& format = format_of(file, name);
  const StoredPicture stored = checked_facts(format, file, name);
  PictureFacts facts{format.name, stored.height, stored.width, stored.colour, stored.transparent};
  if (exchanges_sides(exif_orientation(stored.exif))) std::swap(facts.height, facts.width);
  return facts;
}

Image decode_picture(std::string_view file, const std::string& name, std::int64_t channels,
                     std::uint8_t background) {
  const PictureFormat& format = format_of(file, name);
  const StoredPicture stored = checked_facts(format, file, name);
  Image picture(stored.width, stored.height, 0,
                (stored.colour ? 3 : 1) + (stored.transparent ? 1 : 0));
  format.decode(file, name, picture);
  picture = with_channels(on_background(std::move(picture), background), channels);
  return turned(std::move(picture), exif_orientation(stored.exif));
}

}  // namespace gan
