#include "gan/data/formats/idx.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "gan/base/byte_order.h"
#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/content_kind.h"
#include "gan/data/formats/content_reader.h"

namespace gan {
namespace {

using namespace std::string_view_literals;

constexpr char kUnsignedBytes = 8, kSignedBytes = 9, kShorts = 0x0b, kInts = 0x0c;  // element types
constexpr const char* kDamaged = "the file is damaged or incomplete; copy or download it again";

struct Header {
  std::vector<std::int64_t> sizes;
  std::uint64_t bytes = 0;  // of the elements
  std::size_t element = 1;  // bytes of one
};

// Reads one file, whose header must have `dimensions` sizes.
class IdxReader {
 public:
  IdxReader(const ByteSource& source, std::string name, int dimensions)
      : source_(source),
        name_(std::move(name)),
        dimensions_(dimensions),
        doing_(dimensions == 1 ? "reading labels" : "reading images"),
        header_bytes_(4 + 4 * static_cast<std::size_t>(dimensions)) {}

  IdxArray read() const {
    if (source_.size() == 0) throw error().expected(wanted()).found("an empty file");
    ContentReader reader(source_, doing_, name_);
    std::string head(header_bytes_, '\0');
    head.resize(reader.read(head.data(), head.size()));
    if (head.empty()) throw error().expected(wanted()).found("gzip data without content");
    const Header header = parse(head);
    const std::uint64_t expected = header_bytes_ + header.bytes, there = reader.size(expected);
    if (there != expected)
      throw wrong_length(header,
                         reader.is_packed() && there > expected ? "more" : std::to_string(there));
    IdxArray array = allocate(header);
    const std::size_t got = reader.read(array.bytes.data(), array.bytes.size());
    if (got < array.bytes.size()) throw wrong_length(header, std::to_string(header_bytes_ + got));
    reader.finish();
    if (dimensions_ == 1) narrow(array, header.element, head[2] == kSignedBytes);
    return array;
  }

 private:
  Header parse(std::string_view head) const {
    const std::string_view magic = head.substr(0, 4);
    const std::size_t element = element_of(magic);
    if (element == 0) {
      const bool exchanged = magic == (dimensions_ == 3 ? "\0\0\x08\x01"sv : "\0\0\x08\x03"sv);
      throw error()
          .expected(wanted())
          .found(describe_content(head))
          .hint(exchanged ? "the image and label files may be swapped" : "");
    }
    if (head.size() < header_bytes_)
      throw error()
          .expected("a header of " + std::to_string(header_bytes_) + " bytes")
          .found("only " + std::to_string(head.size()) + " bytes")
          .hint(kDamaged);
    Header header;
    header.element = element;
    header.bytes = element;
    bool fits = true;
    for (std::size_t i = 4; i < header_bytes_; i += 4) {
      const auto size = static_cast<std::uint32_t>(from_big_endian(head.substr(i, 4)));
      header.sizes.push_back(size);
      // With the header, the bytes must still fit into an address.
      constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
      fits = fits && (size == 0 || header.bytes <= kMost / size);
      if (fits) header.bytes *= size;
    }
    if (std::count(header.sizes.begin(), header.sizes.end(), 0) > 0)
      throw error().expected("sizes of at least 1").found("the sizes " + shape(header));
    if (!fits)
      throw error().found("the sizes " + shape(header) + ", larger than any file").hint(kDamaged);
    return header;
  }

  // The bytes of an element; zero for types that are not supported. Of an incomplete magic number,
  // only the bytes that exist are checked.
  std::size_t element_of(std::string_view magic) const {
    const char right[4] = {0, 0, magic.size() > 2 ? magic[2] : kUnsignedBytes,
                           static_cast<char>(dimensions_)};
    if (magic != std::string_view(right, magic.size())) return 0;
    if (right[2] == kUnsignedBytes) return 1;
    if (dimensions_ != 1) return 0;
    return right[2] == kSignedBytes ? 1 : right[2] == kShorts ? 2 : right[2] == kInts ? 4 : 0;
  }

  // Converts labels from signed or wider integers, most significant byte first, to bytes.
  void narrow(IdxArray& array, std::size_t element, bool is_signed) const {
    if (element == 1 && !is_signed) return;
    for (std::size_t i = 0; i * element < array.bytes.size(); ++i) {
      const std::uint8_t* const bytes = array.bytes.data() + i * element;
      const bool small = std::all_of(bytes, bytes + element - 1, [](auto b) { return b == 0; });
      const std::uint8_t label = bytes[element - 1];
      if (!small || (is_signed && element == 1 && label > 127))
        throw error()
            .expected("labels from 0 to 255")
            .found("another label at position " + std::to_string(i));
      array.bytes[i] = label;
    }
    array.bytes.resize(array.bytes.size() / element);
  }

  IdxArray allocate(const Header& header) const {
    try {
      return {header.sizes, std::vector<std::uint8_t>(static_cast<std::size_t>(header.bytes))};
    } catch (const std::exception&) {  // bad_alloc, or length_error beyond all addresses
      throw error().found("too little memory for " + std::to_string(header.bytes) + " bytes");
    }
  }

  Error wrong_length(const Header& header, const std::string& found) const {
    return error()
        .expected(std::to_string(header_bytes_ + header.bytes) + " bytes for the sizes " +
                  shape(header) + " in its header")
        .found(found)
        .hint(kDamaged);
  }

  Error error() const { return Error(doing_).at(name_); }
  std::string wanted() const {
    return dimensions_ == 1 ? "an IDX label file" : "an IDX image file";
  }

  static std::string shape(const Header& header) {
    std::vector<std::string> sizes;
    for (const std::int64_t size : header.sizes) sizes.push_back(std::to_string(size));
    return joined(sizes, " x ");
  }

  const ByteSource& source_;
  std::string name_;
  int dimensions_;
  std::string doing_;
  std::size_t header_bytes_;
};

IdxArray read_source(const ByteSource& source, const std::string& name, int dimensions) {
  if (dimensions != 1 && dimensions != 3)
    throw Error("reading an IDX file").at(name).expected("1 or 3 dimensions");
  return IdxReader(source, name, dimensions).read();
}

}  // namespace

IdxArray read_idx(const std::string& path, int dimensions) {
  const FileSource file(path, dimensions == 1 ? "reading labels" : "reading images");
  return read_source(file, path, dimensions);
}

IdxArray parse_idx(std::string_view file, const std::string& name, int dimensions) {
  return read_source(MemorySource(file), name, dimensions);
}

std::string encode_idx_header(const std::vector<std::int64_t>& sizes) {
  if (sizes.empty() || sizes.size() > 255)
    throw Error("writing an IDX file").expected("1 to 255 dimensions");
  std::string header = {0, 0, 8, static_cast<char>(sizes.size())};
  for (const std::int64_t size : sizes) {
    if (size < 0 || size > std::numeric_limits<std::uint32_t>::max())
      throw Error("writing an IDX file")
          .expected("sizes from 0 to 4294967295")
          .found(std::to_string(size));
    for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>(size >> shift & 255);
  }
  return header;
}

std::string encode_idx(const std::vector<std::int64_t>& sizes, const std::uint8_t* bytes) {
  std::string file = encode_idx_header(sizes);
  std::size_t count = 1;
  for (const std::int64_t size : sizes) count *= static_cast<std::size_t>(size);
  if (count > 0) file.append(reinterpret_cast<const char*>(bytes), count);
  return file;
}

}  // namespace gan
