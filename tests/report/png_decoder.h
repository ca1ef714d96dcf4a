// A decoder of its own, after the PNG specification, for 8 bits of grey or of red, green and blue.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "gan/base/image.h"

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

inline Image unfilter(const Bytes& data, std::int64_t width, std::int64_t height,
                      std::int64_t channels) {
  Image image(width, height, 0, channels);
  const auto row_size = static_cast<std::size_t>(width * channels);
  const auto step = static_cast<std::size_t>(channels);
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    const std::uint8_t* filtered = &data[y * (row_size + 1)];
    std::uint8_t* row = &image.pixels[y * row_size];
    const std::uint8_t* above = y > 0 ? row - row_size : nullptr;
    EXPECT_LE(filtered[0], 4);
    for (std::size_t i = 0; i < row_size; ++i) {
      const int left = i >= step ? row[i - step] : 0, up = above != nullptr ? above[i] : 0;
      const int corner = i >= step && above != nullptr ? above[i - step] : 0;
      row[i] =
          static_cast<std::uint8_t>(filtered[1 + i] + predicted(filtered[0], left, up, corner));
    }
  }
  return image;
}

// The pixels in the data of a picture.
inline Image png_pixels(const std::string& compressed, std::int64_t width, std::int64_t height,
                        std::int64_t channels = 1) {
  Bytes data(static_cast<std::size_t>((width * channels + 1) * height));
  uLongf size = data.size();
  EXPECT_EQ(uncompress(data.data(), &size, reinterpret_cast<const Bytef*>(compressed.data()),
                       compressed.size()),
            Z_OK);
  EXPECT_EQ(size, data.size());
  return unfilter(data, width, height, channels);
}

// Of 8 bits, grey or red, green and blue, deflate, standard filters, not interlaced.
inline std::int64_t channels_of(const PngChunk& header) {
  EXPECT_EQ(header.name, "IHDR");
  const bool colour = header.body.at(9) == 2;
  EXPECT_EQ(header.body.substr(8), std::string(colour ? "\x08\x02\0\0\0" : "\x08\0\0\0\0", 5));
  return colour ? 3 : 1;
}

}  // namespace gan::test
