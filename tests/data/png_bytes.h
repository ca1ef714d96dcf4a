// PNG files of any kind, made in memory.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <zlib.h>

namespace gan::test {

inline std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 255);
  return bytes;
}

inline std::string png_chunk(const std::string& type, const std::string& data) {
  const std::string content = type + data;
  const uLong crc =
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + content +
         big_endian(static_cast<std::uint32_t>(crc));
}

inline std::string zlib_data(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(size, '\0');
  if (compress(reinterpret_cast<Bytef*>(packed.data()), &size,
               reinterpret_cast<const Bytef*>(bytes.data()),
               static_cast<uLong>(bytes.size())) != Z_OK)
    throw std::runtime_error("compress");
  packed.resize(size);
  return packed;
}

// `color`: 0 grey, 2 red green blue, 4 grey and alpha; rows of samples of `depth` bits. The header
// may tell another width and height than the rows have.
inline std::string png_file(std::uint32_t width, std::uint32_t height, int depth, int color,
                            const std::vector<std::string>& rows) {
  std::string data;
  for (const std::string& row : rows) data += '\0' + row;
  return "\x89PNG\r\n\x1a\n" +
         png_chunk("IHDR", big_endian(width) + big_endian(height) + static_cast<char>(depth) +
                               static_cast<char>(color) + std::string(3, '\0')) +
         png_chunk("IDAT", zlib_data(data)) + png_chunk("IEND", "");
}

}  // namespace gan::test
