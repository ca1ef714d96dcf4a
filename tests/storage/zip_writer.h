// Zip archives, put together by hand so that they can be put together wrongly.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <zlib.h>

namespace gan::test {

inline std::string little_endian(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

inline std::string deflated(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  std::string input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct ZipParts {
  bool deflate = false;
  bool zip64 = false;         // sizes and places in the 64-bit records
  std::uint64_t claimed = 0;  // the size that the directory claims for every entry, 0 for its own
  std::uint64_t count = 0;    // the number of entries that the end claims, 0 for its own
  std::uint64_t place = 0;    // where the end says that the directory begins, 0 for its own
  std::string comment;
};

inline std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files,
                            const ZipParts& parts = {}) {
  std::string archive, directory;
  for (const auto& [name, content] : files) {
    const std::string data = parts.deflate ? deflated(content) : content;
    const std::uint64_t local = archive.size();
    const std::uint64_t packed = parts.claimed ? parts.claimed : data.size();
    const std::uint64_t size = parts.claimed ? parts.claimed : content.size();
    const auto* bytes = reinterpret_cast<const Bytef*>(content.data());
    const std::string head = little_endian(0, 2) + little_endian(parts.deflate ? 8 : 0, 2) +
                             little_endian(0, 4) +
                             little_endian(crc32(0, bytes, static_cast<uInt>(content.size())), 4);
    archive += "PK\3\4" + little_endian(20, 2) + head + little_endian(data.size(), 4) +
               little_endian(content.size(), 4) + little_endian(name.size(), 2) +
               little_endian(0, 2) + name + data;
    const std::string extra = parts.zip64 ? little_endian(1, 2) + little_endian(24, 2) +
                                                little_endian(size, 8) + little_endian(packed, 8) +
                                                little_endian(local, 8)
                                          : "";
    const auto short_or_ones = [&](std::uint64_t value) {
      return little_endian(parts.zip64 ? 0xFFFFFFFF : value, 4);
    };
    directory += "PK\1\2" + little_endian(20, 2) + little_endian(20, 2) + head +
                 short_or_ones(packed) + short_or_ones(size) + little_endian(name.size(), 2) +
                 little_endian(extra.size(), 2) + std::string(10, '\0') + short_or_ones(local) +
                 name + extra;
  }
  const std::uint64_t place = parts.place ? parts.place : archive.size();
  const std::uint64_t count = parts.count ? parts.count : files.size();
  const std::uint64_t directory_size = directory.size();
  archive += directory;
  if (parts.zip64) {
    const std::uint64_t end64 = archive.size();
    archive += "PK\6\6" + little_endian(44, 8) + little_endian(45, 2) + little_endian(45, 2) +
               little_endian(0, 8) + little_endian(count, 8) + little_endian(count, 8) +
               little_endian(directory_size, 8) + little_endian(place, 8);
    archive += "PK\6\7" + little_endian(0, 4) + little_endian(end64, 8) + little_endian(1, 4);
  }
  const std::uint64_t ones = parts.zip64 ? 0xFFFF : count;
  return archive + "PK\5\6" + little_endian(0, 4) + little_endian(ones, 2) +
         little_endian(ones, 2) + little_endian(directory_size, 4) +
         little_endian(parts.zip64 ? 0xFFFFFFFF : place, 4) +
         little_endian(parts.comment.size(), 2) + parts.comment;
}

}  // namespace gan::test
