#include "gan/data/formats/content_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <zlib.h>

#include "gan/base/byte_order.h"
#include "gan/base/error.h"

namespace gan {
namespace {

constexpr std::uint64_t kMostPerByte = 1032;  // a 258-byte match takes at least two bits
constexpr std::uint64_t kTrailerBytes = 8;    // CRC-32, length
constexpr std::size_t kChunk = std::size_t{1} << 16;
constexpr const char* kHint = "the file is damaged or incomplete; copy or download it again";

std::size_t at_most(std::size_t limit, std::uint64_t count) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(limit, count));
}

}  // namespace

struct ContentReader::Inflater {
  z_stream stream{};
  std::vector<Bytef> input;
  bool between_members = false;

  ~Inflater() { inflateEnd(&stream); }
};

bool is_gzip(std::string_view bytes) {
  return bytes.substr(0, 2) == "\x1f\x8b";
}

ContentReader::ContentReader(const ByteSource& source, std::string doing, std::string name)
    : source_(source), doing_(std::move(doing)), name_(std::move(name)) {
  std::string head(at_most(2, source.size()), '\0');
  source.read(0, head.data(), head.size());
  if (!is_gzip(head)) return;
  inflater_ = std::make_unique<Inflater>();
  inflater_->input.resize(at_most(kChunk, source.size()));
  constexpr int kOnlyGzip = 15 + 16;
  if (inflateInit2(&inflater_->stream, kOnlyGzip) != Z_OK)
    throw Error(doing_).at(name_).found("too little memory to unpack it");
}

ContentReader::~ContentReader() = default;

// Whether the content may be one member of `bytes` bytes: by the length in its trailer (modulo
// 2^32), and since deflate packs at most 1032 bytes into one. Unpacks nothing.
bool ContentReader::trailer_says(std::uint64_t bytes) const {
  const std::uint64_t size = source_.size();
  if (size < kTrailerBytes || bytes / kMostPerByte > size) return false;
  char length[4];
  source_.read(size - sizeof length, length, sizeof length);
  return from_little_endian({length, sizeof length}) == (bytes & 0xffffffffu);
}

std::uint64_t ContentReader::size(std::uint64_t expected) const {
  if (!is_packed()) return source_.size();
  if (trailer_says(expected)) return expected;
  ContentReader counter(source_, doing_, name_);
  const std::uint64_t there = counter.skip(expected + 1);
  if (there == expected) counter.finish();
  return there;
}

// Makes packed bytes available; false at the file's end.
bool ContentReader::fill() {
  z_stream& stream = inflater_->stream;
  if (stream.avail_in > 0) return true;
  const std::size_t some = at_most(kChunk, source_.size() - position_);
  source_.read(position_, inflater_->input.data(), some);
  position_ += some;
  stream.next_in = inflater_->input.data();
  stream.avail_in = static_cast<uInt>(some);
  return some > 0;
}

// Moves on to the next member, if there is one.
bool ContentReader::next_member() {
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

void ContentReader::inflate_some(void* to, std::size_t count) {
  z_stream& stream = inflater_->stream;
  if (!fill()) throw Error(doing_).at(name_).found("gzip data that ends too early").hint(kHint);
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

std::size_t ContentReader::read(void* to, std::size_t count) {
  if (!is_packed()) {
    const std::size_t some = at_most(count, source_.size() - position_);
    source_.read(position_, to, some);
    position_ += some;
    return some;
  }
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

std::uint64_t ContentReader::skip(std::uint64_t count) {
  if (!is_packed()) {
    const std::uint64_t some = std::min(count, source_.size() - position_);
    position_ += some;
    return some;
  }
  std::vector<char> scratch(at_most(kChunk, count));
  std::uint64_t done = 0;
  while (done < count) {
    const std::size_t some = at_most(kChunk, count - done);
    const std::size_t got = read(scratch.data(), some);
    done += got;
    if (got < some) break;
  }
  return done;
}

void ContentReader::finish() {
  if (!is_packed()) return;
  char more;
  if (read(&more, 1) > 0)
    throw Error(doing_).at(name_).found("gzip data with more content than its header says");
  const std::uint64_t behind = source_.size() - position_ + inflater_->stream.avail_in;
  if (behind > 0)
    throw Error(doing_)
        .at(name_)
        .expected("nothing after the gzip data")
        .found(std::to_string(behind) + " more bytes")
        .hint(kHint);
}

std::string content_head(const std::string& path, const std::string& doing) {
  const FileSource file(path, doing);
  std::string head(12, '\0');
  head.resize(ContentReader(file, doing, path).read(head.data(), head.size()));
  return head;
}

}  // namespace gan
