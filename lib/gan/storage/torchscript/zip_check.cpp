#include "gan/storage/torchscript/zip_check.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <zlib.h>

#include "gan/base/byte_order.h"
#include "gan/base/error.h"

namespace gan {
namespace {

constexpr std::uint64_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr std::uint64_t kEnd64Size = 56, kLocator64Size = 20;
constexpr std::uint64_t kFolderBit = 0x10;  // among the attributes of MS-DOS
constexpr std::uint64_t kMostEntries = 100000;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 32;

struct Entry {
  std::string name;
  std::uint64_t method, crc, compressed, size, local;
  bool folder;
};

class ZipReader {
 public:
  ZipReader(const std::string& bytes, const std::string& where) : bytes_(bytes), where_(where) {}

  std::vector<std::string> check() const {
    std::uint64_t count = 0, offset = 0;
    find_directory(count, offset);
    std::vector<std::string> names;
    for (std::uint64_t i = 0; i < count; ++i) {
      const Entry entry = read_central(offset);
      check_content(entry);
      names.push_back(entry.name);
    }
    return names;
  }

 private:
  [[noreturn]] void fail(const std::string& expected, const std::string& found) const {
    throw Error("checking an archive")
        .at(where_)
        .expected(expected)
        .found(found)
        .hint("the file is damaged or incomplete: copy or download it again");
  }

  // Little-endian. Throws past the end of the file.
  std::uint64_t number(std::uint64_t offset, unsigned size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size)
      fail("a whole zip archive",
           "the end of the file after " + std::to_string(bytes_.size()) + " bytes");
    return from_little_endian(bytes_.substr(static_cast<std::size_t>(offset), size));
  }

  void expect_signature(std::uint64_t offset, std::uint64_t signature, const char* part) const {
    if (number(offset, 4) != signature) fail(part, "other bytes in its place");
  }

  void find_directory(std::uint64_t& count, std::uint64_t& offset) const {
    // A comment may follow it, whose size has 16 bits.
    const std::size_t first = bytes_.size() - std::min(bytes_.size(), kEndSize + 0xFFFF);
    const std::string_view tail = std::string_view(bytes_).substr(first);
    const std::size_t place =
        tail.size() < kEndSize ? tail.npos : tail.rfind("PK\5\6", tail.size() - kEndSize);
    if (place == tail.npos) fail("a whole zip archive", "no zip directory at its end");
    const std::uint64_t end = first + place;
    count = number(end + 10, 2);
    offset = number(end + 16, 4);

    if (end >= kLocator64Size && number(end - kLocator64Size, 4) == 0x07064b50) {
      const std::uint64_t end64 = number(end - kLocator64Size + 8, 8);
      if (bytes_.size() < kEnd64Size || end64 > bytes_.size() - kEnd64Size)
        fail("a zip64 directory", "an offset past the end");
      expect_signature(end64, 0x06064b50, "a zip64 directory");
      count = number(end64 + 32, 8);
      offset = number(end64 + 48, 8);
    }
    if (count > kMostEntries || offset > bytes_.size())
      fail("a zip directory inside the file", "an impossible entry count or offset");
  }

  Entry read_central(std::uint64_t& offset) const {
    expect_signature(offset, 0x02014b50, "an entry of the zip directory");
    Entry entry{};
    entry.method = number(offset + 10, 2);
    entry.crc = number(offset + 16, 4);
    entry.compressed = number(offset + 20, 4);
    entry.size = number(offset + 24, 4);
    entry.folder = (number(offset + 38, 1) & kFolderBit) != 0;
    entry.local = number(offset + 42, 4);
    const std::uint64_t name_size = number(offset + 28, 2);
    const std::uint64_t extra_size = number(offset + 30, 2);
    const std::uint64_t comment_size = number(offset + 32, 2);
    const std::uint64_t name_at = offset + kCentralSize;
    number(name_at + name_size + extra_size + comment_size, 0);
    entry.name =
        bytes_.substr(static_cast<std::size_t>(name_at), static_cast<std::size_t>(name_size));
    read_zip64_sizes(entry, name_at + name_size, extra_size);
    offset = name_at + name_size + extra_size + comment_size;
    return entry;
  }

  // The value of a field of 32 one bits is in the extra field number 1, in this order.
  void read_zip64_sizes(Entry& entry, std::uint64_t at, std::uint64_t size) const {
    const std::uint64_t end = at + size;
    while (at + 4 <= end) {
      const std::uint64_t id = number(at, 2), length = number(at + 2, 2);
      std::uint64_t value_at = at + 4;
      at = value_at + length;
      if (id != 1 || at > end) continue;
      for (std::uint64_t* field : {&entry.size, &entry.compressed, &entry.local})
        if (*field == 0xFFFFFFFF && value_at + 8 <= at) {
          *field = number(value_at, 8);
          value_at += 8;
        }
    }
  }

  void check_content(const Entry& entry) const {
    const std::string part = "entry \"" + entry.name + "\"";
    // LibTorch's reader does not read such an entry: its content would be uninitialised memory.
    const bool named_folder = !entry.name.empty() && entry.name.back() == '/';
    if ((entry.folder || named_folder) && entry.size > 0)
      fail(part + " as a file", "a folder with content");
    expect_signature(entry.local, 0x04034b50, ("the header of " + part).c_str());
    const std::uint64_t begin =
        entry.local + kLocalSize + number(entry.local + 26, 2) + number(entry.local + 28, 2);
    if (begin > bytes_.size() || entry.compressed > bytes_.size() - begin)
      fail(part + " inside the file", "an end past the end of the file");
    if (number(entry.local + 26, 2) != entry.name.size() ||
        bytes_.compare(static_cast<std::size_t>(entry.local + kLocalSize), entry.name.size(),
                       entry.name) != 0)
      fail(part + " with the same name in its header", "another name");

    const auto* data = reinterpret_cast<const Bytef*>(bytes_.data()) + begin;
    std::uint64_t crc = 0;
    if (entry.method == 0 && entry.compressed == entry.size)
      crc = crc32_z(0, data, static_cast<z_size_t>(entry.size));
    else if (entry.method != 8 || !inflated_crc(entry, data, crc))
      fail(part + " stored or deflated", "data that cannot be unpacked");
    if (crc != entry.crc) fail("the recorded CRC-32 of " + part, "another");
  }

  static bool inflated_crc(const Entry& entry, const Bytef* data, std::uint64_t& crc) {
    if (entry.size > kMostBytes || entry.compressed > kMostBytes) return false;
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
    stream.next_in = const_cast<Bytef*>(data);
    stream.avail_in = static_cast<uInt>(std::min<std::uint64_t>(entry.compressed, UINT32_MAX));
    std::vector<Bytef> buffer(1 << 16);
    std::uint64_t unpacked = 0;
    int status = Z_OK;
    while (status == Z_OK && unpacked <= entry.size) {
      stream.next_out = buffer.data();
      stream.avail_out = static_cast<uInt>(buffer.size());
      status = inflate(&stream, Z_NO_FLUSH);
      const std::size_t got = buffer.size() - stream.avail_out;
      crc = crc32_z(crc, buffer.data(), got);
      unpacked += got;
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END && unpacked == entry.size && stream.avail_in == 0;
  }

  const std::string& bytes_;
  const std::string& where_;
};

}  // namespace

std::vector<std::string> check_zip(const std::string& bytes, const std::string& where) {
  return ZipReader(bytes, where).check();
}

}  // namespace gan
