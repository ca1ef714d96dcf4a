#include "gan/data/formats/jpeg_file.h"

#include <memory>
#include <new>
#include <turbojpeg.h>
#include <vector>

#include "gan/base/byte_order.h"

namespace gan {
namespace {

using namespace std::string_view_literals;

constexpr const char* kJpeg = "JPEG";

// Markers, the bytes after 0xFF.
constexpr unsigned kTemporary = 0x01, kFirstFrame = 0xC0, kLastFrame = 0xCF, kHuffmanTables = 0xC4;
constexpr unsigned kExtension = 0xC8, kArithmeticFrame = 0xC9, kArithmeticTables = 0xCC;
constexpr unsigned kFirstRestart = 0xD0, kLastRestart = 0xD7, kStart = 0xD8, kEnd = 0xD9;
constexpr unsigned kScan = 0xDA, kApp1 = 0xE1;

struct JpegSegment {
  unsigned marker = 0;
  std::string_view whole;    // from the marker's 0xFF on; of a scan, with its pixels
  std::string_view content;  // after marker and length
};

// Steps through a file's markers as libjpeg does.
class JpegSegments {
 public:
  JpegSegments(std::string_view file, const std::string& name) : file_(file), name_(name) {}

  // Throws Error where the file ends before its end marker.
  JpegSegment next() {
    const std::size_t at = find_marker(at_, /*in_scan=*/false);
    JpegSegment segment{byte(at), file_.substr(at - 1, 2), {}};
    at_ = at + 1;
    if (stands_alone(segment.marker)) return segment;
    const std::size_t length = from_big_endian(file_.substr(at_, 2));
    if (length < 2 || length > file_.size() - at_) throw cut();
    segment.content = file_.substr(at_ + 2, length - 2);
    at_ += length;
    if (segment.marker == kScan) at_ = find_marker(at_, /*in_scan=*/true) - 1;
    segment.whole = file_.substr(at - 1, at_ - (at - 1));
    return segment;
  }

 private:
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(file_[at]); }
  Error cut() const { return damaged_picture(name_, kJpeg, kCutOff); }
  static bool is_restart(unsigned marker) {
    return marker >= kFirstRestart && marker <= kLastRestart;
  }
  static bool stands_alone(unsigned marker) {
    return marker == kTemporary || marker == kStart || marker == kEnd || is_restart(marker);
  }

  // Where the next marker is, after its 0xFF bytes. Restarts are part of a scan.
  std::size_t find_marker(std::size_t from, bool in_scan) const {
    for (;;) {
      from = file_.find('\xff', from);
      if (from != file_.npos) from = file_.find_first_not_of('\xff', from);
      if (from == file_.npos) throw cut();
      if (byte(from) != 0 && !(in_scan && is_restart(byte(from)))) return from;
    }
  }

  std::string_view file_;
  const std::string& name_;
  std::size_t at_ = 2;
};

bool is_frame(unsigned marker) {
  return marker >= kFirstFrame && marker <= kLastFrame && marker != kHuffmanTables &&
         marker != kExtension && marker != kArithmeticTables;
}

// Of a frame header with this many bytes or more: precision, height, width, components.
constexpr std::size_t kFrameSize = 6;

int components_of(std::string_view frame) {
  return static_cast<unsigned char>(frame[5]);
}

bool is_jpeg(std::string_view head) {
  return head.substr(0, 3) == "\xff\xd8\xff"sv;
}

StoredPicture jpeg_facts(std::string_view file, const std::string& name) {
  constexpr std::string_view kExif = "Exif\0\0"sv;
  // A block of 64 pixels takes a bit, and half as many blocks as pixels need are in the file at
  // least, however the colours are sampled. Arithmetic coding has no such bound.
  constexpr std::int64_t kMostPixelsOfAByte = std::int64_t{8} * 64 * 2;
  StoredPicture stored;
  bool is_known = false;
  JpegSegments segments(file, name);
  for (;;) {
    const JpegSegment segment = segments.next();
    const std::string_view content = segment.content;
    if (segment.marker == kScan || segment.marker == kEnd) break;
    if (segment.marker == kApp1 && stored.exif.empty() && content.substr(0, 6) == kExif)
      stored.exif = content;
    if (!is_frame(segment.marker) || is_known || content.size() < kFrameSize) continue;
    is_known = true;
    stored.height = static_cast<std::int64_t>(from_big_endian(content.substr(1, 2)));
    stored.width = static_cast<std::int64_t>(from_big_endian(content.substr(3, 2)));
    const int components = components_of(content);
    if (components != 1 && components != 3 && components != 4)
      throw damaged_picture(name, kJpeg, std::to_string(components) + " colour components");
    stored.colour = components > 1;
    if (segment.marker < kArithmeticFrame)
      stored.most_pixels = static_cast<std::int64_t>(file.size()) * kMostPixelsOfAByte;
  }
  if (!is_known) throw damaged_picture(name, kJpeg, "no frame header");
  return stored;
}

// The file without what stands between its segments, and what follows its end. TurboJPEG tells only
// the first of several warnings: a harmless one, on such bytes, would hide others.
struct PlainJpeg {
  std::string file = "\xff\xd8";
  int components = 0;
};

PlainJpeg plain_jpeg(std::string_view file, const std::string& name) {
  PlainJpeg plain;
  plain.file.reserve(file.size());
  JpegSegments segments(file, name);
  for (;;) {
    const JpegSegment segment = segments.next();
    plain.file += segment.whole;
    if (segment.marker == kEnd) return plain;
    if (plain.components == 0 && is_frame(segment.marker) && segment.content.size() >= kFrameSize)
      plain.components = components_of(segment.content);
  }
}

// Whether TurboJPEG's warning means that pixels are wrong. Bytes left over before the end marker
// are none of them, and nothing comes after these.
bool is_damage(const std::string& warning) {
  const auto begins = [&](std::string_view text) { return warning.rfind(text, 0) == 0; };
  if (begins("Premature end")) return true;
  return begins("Corrupt JPEG data") &&
         warning.find("extraneous bytes before marker 0xd9") == warning.npos;
}

void decode_jpeg(std::string_view file, const std::string& name, Image& pixels) {
  const PlainJpeg plain = plain_jpeg(file, name);
  const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
  if (!decoder) throw std::bad_alloc();
  const bool has_inks = plain.components == 4;  // cyan, magenta, yellow, black
  std::vector<std::uint8_t> inks(has_inks ? pixels.pixels.size() / 3 * 4 : 0);
  std::uint8_t* to = has_inks ? inks.data() : pixels.pixels.data();
  const int layout = has_inks ? TJPF_CMYK : pixels.channels == 1 ? TJPF_GRAY : TJPF_RGB;
  if (tjDecompress2(decoder.get(), reinterpret_cast<const unsigned char*>(plain.file.data()),
                    plain.file.size(), to, static_cast<int>(pixels.width), /*pitch=*/0,
                    static_cast<int>(pixels.height), layout, TJFLAG_LIMITSCANS) != 0) {
    const std::string reason = tjGetErrorStr2(decoder.get());
    if (tjGetErrorCode(decoder.get()) != TJERR_WARNING || is_damage(reason))
      throw damaged_picture(name, kJpeg, reason);
  }
  // Inverted, an ink's level is the light that it lets through.
  for (std::size_t i = 0, j = 0; i < inks.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c)
      pixels.pixels[j++] = static_cast<std::uint8_t>((inks[i + c] * inks[i + 3] + 127) / 255);
}

}  // namespace

const PictureFormat kJpegFormat = {kJpeg, is_jpeg, jpeg_facts, decode_jpeg};

}  // namespace gan
