#include "gan/data/formats/png_file.h"

#include <algorithm>
#include <array>
#include <png.h>

#include "gan/base/byte_order.h"

namespace gan {
namespace {

using namespace std::string_view_literals;

constexpr const char* kPng = "PNG";

struct PngChunks {
  // The file without the chunks by which libpng would convert pixels (gAMA, cHRM, iCCP ...): pixels
  // are used as stored, as in Pillow and most other programs. For other chunks libpng would take as
  // much memory as they claim to need.
  std::string kept;
  std::uint64_t packed = 0;  // bytes of pixels, at most
  std::string_view exif;
  bool cut_off = false;
};

PngChunks read_chunks(std::string_view file) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n"sv;
  constexpr std::size_t kBeforeData = 8, kAroundData = 12;
  constexpr std::array<std::string_view, 5> kKept = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
  PngChunks chunks;
  chunks.kept = file.substr(0, kSignature.size());
  std::size_t at = chunks.kept.size();
  bool ended = false;
  while (file.size() - at >= kBeforeData) {
    const std::size_t length = from_big_endian(file.substr(at, 4));
    const std::string_view chunk = file.substr(at, length + kAroundData);
    const std::string_view type = chunk.substr(4, 4);
    if (std::find(kKept.begin(), kKept.end(), type) != kKept.end()) chunks.kept += chunk;
    ended = ended || type == "IEND";
    if (type == "IDAT") chunks.packed += chunk.size();
    if (type == "eXIf") chunks.exif = chunk.substr(kBeforeData, length);
    at += chunk.size();
  }
  chunks.cut_off = !ended && file.substr(0, kSignature.size()) == kSignature;
  return chunks;
}

// A picture that libpng has begun to read.
class PngReader {
 public:
  PngReader(std::string_view file, const std::string& name)
      : chunks_(read_chunks(file)), name_(name) {
    image_.version = PNG_IMAGE_VERSION;
    check(png_image_begin_read_from_memory(&image_, chunks_.kept.data(), chunks_.kept.size()));
  }
  ~PngReader() { png_image_free(&image_); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  StoredPicture facts() const {
    // Deflate packs no more than 1032 bytes into one; a pixel has a bit at least.
    constexpr std::uint64_t kMostPixelsOfAByte = std::uint64_t{8} * 1032;
    StoredPicture stored;
    stored.height = image_.height;
    stored.width = image_.width;
    stored.colour = (image_.format & PNG_FORMAT_FLAG_COLOR) != 0;
    stored.transparent = (image_.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    stored.exif = chunks_.exif;
    stored.most_pixels = static_cast<std::int64_t>(kMostPixelsOfAByte * chunks_.packed);
    return stored;
  }

  void decode(Image& pixels) {
    constexpr std::array<png_uint_32, 4> kLayouts = {PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB,
                                                     PNG_FORMAT_RGBA};
    image_.format = kLayouts.at(static_cast<std::size_t>(pixels.channels - 1));
    image_.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else libpng takes 16-bit levels as linear
    check(png_image_finish_read(&image_, nullptr, pixels.pixels.data(), 0, nullptr));
  }

 private:
  // Throws after freeing libpng's memory, which a constructor's failure would leave.
  void check(int done) {
    if (done != 0) return;
    png_image_free(&image_);
    throw damaged_picture(name_, kPng, chunks_.cut_off ? kCutOff : image_.message);
  }

  PngChunks chunks_;
  const std::string& name_;
  png_image image_{};
};

bool is_png(std::string_view head) {
  return head.substr(0, 4) == "\x89PNG"sv;
}

StoredPicture png_facts(std::string_view file, const std::string& name) {
  return PngReader(file, name).facts();
}

void decode_png(std::string_view file, const std::string& name, Image& pixels) {
  PngReader(file, name).decode(pixels);
}

}  // namespace

const PictureFormat kPngFormat = {kPng, is_png, png_facts, decode_png};

}  // namespace gan
