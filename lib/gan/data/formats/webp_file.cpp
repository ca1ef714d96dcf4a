#include "gan/data/formats/webp_file.h"

#ifdef GAN_HAVE_WEBP
#include <webp/decode.h>

#include "gan/base/byte_order.h"
#endif

namespace gan {
namespace {

constexpr const char* kWebp = "WebP";

bool is_webp(std::string_view head) {
  return head.substr(0, 4) == "RIFF" && head.size() >= 12 && head.substr(8, 4) == "WEBP";
}

#ifdef GAN_HAVE_WEBP

const std::uint8_t* webp_bytes(std::string_view file) {
  return reinterpret_cast<const std::uint8_t*>(file.data());
}

void check_webp(VP8StatusCode status, const std::string& name) {
  if (status == VP8_STATUS_OK) return;
  if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
  const bool cut = status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED;
  const bool unknown = status == VP8_STATUS_UNSUPPORTED_FEATURE;
  throw damaged_picture(name, kWebp,
                        cut       ? kCutOff
                        : unknown ? "something that libwebp does not support"
                                  : "damaged data");
}

std::string_view webp_exif(std::string_view file) {
  constexpr std::size_t kFileHeader = 12, kChunkHeader = 8;
  std::size_t at = kFileHeader;
  while (at < file.size() && file.size() - at >= kChunkHeader) {
    const std::size_t length = from_little_endian(file.substr(at + 4, 4));
    if (length > file.size() - at - kChunkHeader) break;
    if (file.substr(at, 4) == "EXIF") return file.substr(at + kChunkHeader, length);
    at += kChunkHeader + length + length % 2;
  }
  return {};
}

StoredPicture webp_facts(std::string_view file, const std::string& name) {
  WebPBitstreamFeatures features;
  check_webp(WebPGetFeatures(webp_bytes(file), file.size(), &features), name);
  if (features.has_animation != 0)
    throw Error(kReadingPicture)
        .at(name)
        .expected("a still picture")
        .found("an animated WebP")
        .hint("save its frames as PNG files");
  StoredPicture stored;
  stored.height = features.height;
  stored.width = features.width;
  stored.colour = true;
  stored.transparent = features.has_alpha != 0;
  stored.exif = webp_exif(file);
  return stored;
}

void decode_webp(std::string_view file, const std::string& name, Image& pixels) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0)
    throw Error(kReadingPicture).at(name).found("another version of libwebp than gan's build had");
  config.output.colorspace = pixels.channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels.pixels.data(), static_cast<int>(pixels.width * pixels.channels),
                          pixels.pixels.size()};
  check_webp(WebPDecode(webp_bytes(file), file.size(), &config), name);
}

#else

StoredPicture webp_facts(std::string_view, const std::string& name) {
  throw Error(kReadingPicture)
      .at(name)
      .expected("a PNG or JPEG picture")
      .found("a WebP picture")
      .hint("this gan was built without libwebp");
}

void decode_webp(std::string_view file, const std::string& name, Image&) {
  webp_facts(file, name);
}

#endif

}  // namespace

const PictureFormat kWebpFormat = {kWebp, is_webp, webp_facts, decode_webp};

}  // namespace gan
