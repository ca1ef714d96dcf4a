// A decoder of its own, after the PNG specification, for 8-bit grey only.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "gan/base/gray_image.h"

namespace gan::test {

using Bytes = std::vector<std::uint8_t>;

inline std::uint32_t big_endian(const std::string& bytes, std::size_t at, std::size_t size = 4) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return value;
}

struct PngChunk {
  std::string name, body;
};

// The chunks of a file, each with the right check sum.
inline std::vector<PngChunk> png_chunks(const std::string& bytes) {
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  std::vector<PngChunk> chunks;
  for (std::size_t at = 8; at < bytes.size();) {
    const std::size_t size = big_endian(bytes, at);
    const std::string checked = bytes.substr(at + 4, 4 + size);
    EXPECT_EQ(
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size())),
        big_endian(bytes, at + 8 + size));
    chunks.push_back({checked.substr(0, 4), checked.substr(4)});
    at += 12 + size;
  }
  return chunks;
}

// PNG specification, section 9.2: what a filter type adds to a byte.
inline int predicted(int filter, int left, int up, int up_left) {
  if (filter == 1) return left;
  if (filter == 2) return up;
  if (filter == 3) return (left + up) / 2;
  if (filter != 4) return 0;
  const int base = left + up - up_left;
  const int to_left = std::abs(base - left), to_up = std::abs(base - up),
            to_corner = std::abs(base - up_left);
  if (to_left <= to_up && to_left <= to_corner) return left;
  return to_up <= to_corner ? up : up_left;
}

inline GrayImage unfilter(const Bytes& data, std::int64_t width, std::int64_t height) {
  GrayImage image(width, height);
  for (std::int64_t y = 0; y < height; ++y) {
    const auto row = static_cast<std::size_t>(y * (width + 1));
    EXPECT_LE(data[row], 4);
    for (std::int64_t x = 0; x < width; ++x) {
      const int left = x > 0 ? image.at(x - 1, y) : 0, up = y > 0 ? image.at(x, y - 1) : 0;
      const int corner = x > 0 && y > 0 ? image.at(x - 1, y - 1) : 0;
      image.at(x, y) = static_cast<std::uint8_t>(data[row + 1 + static_cast<std::size_t>(x)] +
                                                 predicted(data[row], left, up, corner));
    }
  }
  return image;
}

// The pixels in the data of a picture.
inline GrayImage png_pixels(const std::string& compressed, std::int64_t width,
                            std::int64_t height) {
  Bytes data(static_cast<std::size_t>((width + 1) * height));
  uLongf size = data.size();
  EXPECT_EQ(uncompress(data.data(), &size, reinterpret_cast<const Bytef*>(compressed.data()),
                       compressed.size()),
            Z_OK);
  EXPECT_EQ(size, data.size());
  return unfilter(data, width, height);
}

// 8 bits, grey, deflate, standard filters, not interlaced.
inline void expect_gray_header(const PngChunk& header) {
  EXPECT_EQ(header.name, "IHDR");
  EXPECT_EQ(header.body.substr(8), std::string("\x08\0\0\0\0", 5));
}

}  // namespace gan::test
