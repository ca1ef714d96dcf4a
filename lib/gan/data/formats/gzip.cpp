#include "gan/data/formats/gzip.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <zlib.h>

#include "gan/base/error.h"

namespace gan {
namespace {

constexpr std::uint64_t kMostPerByte = 1032;  // a 258-byte match takes at least two bits
constexpr std::uint64_t kTrailerBytes = 8;    // CRC-32, length
constexpr std::size_t kChunk = std::size_t{1} << 16;
constexpr const char* kHint = "the file is damaged or incomplete; copy or download it again";

}  // namespace

struct GzipReader::Inflater {
  z_stream stream{};
  std::vector<Bytef> input;
  std::uint64_t position = 0;  // of the source, behind what `input` holds
  bool between_members = false;

  ~Inflater() { inflateEnd(&stream); }
};

bool is_gzip(std::string_view bytes) {
  return bytes.substr(0, 2) == "\x1f\x8b";
}

GzipReader::GzipReader(const ByteSource& source, std::string doing, std::string name)
    : source_(source),
      doing_(std::move(doing)),
      name_(std::move(name)),
      inflater_(std::make_unique<Inflater>()) {
  inflater_->input.resize(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kChunk)));
  constexpr int kOnlyGzip = 15 + 16;
  if (inflateInit2(&inflater_->stream, kOnlyGzip) != Z_OK)
    throw Error(doing_).at(name_).found("too little memory to unpack it");
}

GzipReader::~GzipReader() = default;

bool GzipReader::says(std::uint64_t bytes) const {
  const std::uint64_t size = source_.size();
  if (size < kTrailerBytes || bytes / kMostPerByte > size) return false;
  unsigned char length[4];
  source_.read(size - sizeof length, length, sizeof length);
  const std::uint32_t claimed = length[0] | static_cast<std::uint32_t>(length[1]) << 8 |
                                static_cast<std::uint32_t>(length[2]) << 16 |
                                static_cast<std::uint32_t>(length[3]) << 24;
  return claimed == static_cast<std::uint32_t>(bytes & 0xffffffffu);
}

// Has packed bytes at hand; false at the file's end.
bool GzipReader::fill() {
  Inflater& in = *inflater_;
  if (in.stream.avail_in > 0) return true;
  const std::uint64_t left = source_.size() - in.position;
  const std::size_t some = left < kChunk ? static_cast<std::size_t>(left) : kChunk;
  source_.read(in.position, in.input.data(), some);
  in.position += some;
  in.stream.next_in = in.input.data();
  in.stream.avail_in = static_cast<uInt>(some);
  return some > 0;
}

// Goes to the member behind the one that ended, if there is one.
bool GzipReader::next_member() {
  z_stream& stream = inflater_->stream;
  while (fill() && *stream.next_in == 0) {
    ++stream.next_in;
    --stream.avail_in;
  }
  constexpr Bytef kFirstOfGzip = 0x1f;
  if (!fill() || *stream.next_in != kFirstOfGzip) return false;
  inflateReset(&stream);
  return true;
}

void GzipReader::inflate_some(void* to, std::size_t count) {
  z_stream& stream = inflater_->stream;
  if (!fill()) throw Error(doing_).at(name_).found("gzip data that breaks off").hint(kHint);
  constexpr std::size_t kMost = std::size_t{1} << 30;  // zlib counts in 32 bits
  stream.next_out = static_cast<Bytef*>(to);
  stream.avail_out = static_cast<uInt>(std::min(count, kMost));
  const int result = inflate(&stream, Z_NO_FLUSH);
  if (result == Z_STREAM_END) {
    inflater_->between_members = true;
  } else if (result == Z_MEM_ERROR) {
    throw Error(doing_).at(name_).found("too little memory to unpack it");
  } else if (result != Z_OK && result != Z_BUF_ERROR) {
    const std::string why = stream.msg != nullptr ? stream.msg : "needs a preset dictionary";
    throw Error(doing_).at(name_).found("damaged gzip data (" + why + ")").hint(kHint);
  }
}

std::size_t GzipReader::read(void* to, std::size_t count) {
  Inflater& in = *inflater_;
  auto* const begin = static_cast<Bytef*>(to);
  std::size_t done = 0;
  while (done < count) {
    if (in.between_members && !next_member()) break;
    in.between_members = false;
    inflate_some(begin + done, count - done);
    done = static_cast<std::size_t>(in.stream.next_out - begin);
  }
  return done;
}

std::uint64_t GzipReader::skip(std::uint64_t count) {
  std::vector<char> scratch(static_cast<std::size_t>(std::min<std::uint64_t>(count, kChunk)));
  std::uint64_t done = 0;
  while (done < count) {
    const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(count - done, kChunk));
    const std::size_t got = read(scratch.data(), some);
    done += got;
    if (got < some) break;
  }
  return done;
}

void GzipReader::finish() {
  char more;
  if (read(&more, 1) > 0)
    throw Error(doing_).at(name_).found("gzip data with more content than its header says");
  const std::uint64_t behind = source_.size() - inflater_->position + inflater_->stream.avail_in;
  if (behind > 0)
    throw Error(doing_)
        .at(name_)
        .expected("nothing behind the gzip data")
        .found(std::to_string(behind) + " more bytes")
        .hint(kHint);
}

}  // namespace gan
