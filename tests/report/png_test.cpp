#include "gan/report/png.h"

#include <algorithm>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>
#include <zlib.h>

#include "gan/base/error.h"
#include "gan/report/canvas.h"

namespace gan {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return value;
}

// PNG specification, section 9.2: what a filter type adds to a byte.
int predicted(int filter, int left, int up, int up_left) {
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

GrayImage unfilter(const Bytes& data, std::int64_t width, std::int64_t height) {
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

// A decoder of its own, after the PNG specification, for 8-bit grey only.
GrayImage decode(const std::string& bytes) {
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  std::string names, compressed;
  std::int64_t width = 0, height = 0;
  for (std::size_t at = 8; at < bytes.size();) {
    const std::size_t size = big_endian(bytes, at);
    const std::string name = bytes.substr(at + 4, 4), body = bytes.substr(at + 8, size);
    const std::string checked = name + body;
    EXPECT_EQ(
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size())),
        big_endian(bytes, at + 8 + size));
    if (name == "IHDR") {
      width = big_endian(body, 0);
      height = big_endian(body, 4);
      // 8 bits, grey, deflate, standard filters, not interlaced.
      EXPECT_EQ(body.substr(8), std::string("\x08\0\0\0\0", 5));
    }
    if (name == "IDAT") compressed += body;
    names += name + ' ';
    at += 12 + size;
  }
  EXPECT_EQ(names, "IHDR IDAT IEND ");
  Bytes data(static_cast<std::size_t>((width + 1) * height));
  uLongf size = data.size();
  EXPECT_EQ(uncompress(data.data(), &size, reinterpret_cast<const Bytef*>(compressed.data()),
                       compressed.size()),
            Z_OK);
  EXPECT_EQ(size, data.size());
  return unfilter(data, width, height);
}

GrayImage noise(std::int64_t width, std::int64_t height) {
  GrayImage image(width, height);
  std::mt19937 random(7);
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random() & 0xFF);
  return image;
}

TEST(Png, DecodesToTheSamePixels) {
  const std::int64_t sizes[][2] = {{1, 1}, {5, 3}, {1, 200}, {300, 1}, {144, 28}};
  for (const auto& size : sizes) {
    const GrayImage image = noise(size[0], size[1]);
    const GrayImage decoded = decode(encode_png(image));
    EXPECT_EQ(decoded.width, image.width);
    EXPECT_EQ(decoded.height, image.height);
    EXPECT_EQ(decoded.pixels, image.pixels);
  }
}

TEST(Png, DecodesSmoothPicturesToo) {
  GrayImage image(256, 40);
  for (std::int64_t y = 0; y < 40; ++y)
    for (std::int64_t x = 0; x < 256; ++x) image.at(x, y) = static_cast<std::uint8_t>(x + 3 * y);
  const std::string bytes = encode_png(image);
  EXPECT_EQ(decode(bytes).pixels, image.pixels);
  EXPECT_LT(bytes.size(), image.pixels.size() / 4);
}

TEST(Png, SamePictureSameBytes) {
  EXPECT_EQ(encode_png(noise(60, 60)), encode_png(noise(60, 60)));
}

TEST(Png, RefusesPicturesThatAreNone) {
  EXPECT_THROW(encode_png(GrayImage()), Error);
  GrayImage short_of_pixels(4, 4);
  short_of_pixels.pixels.pop_back();
  EXPECT_THROW(encode_png(short_of_pixels), Error);
  GrayImage negative(4, 4);
  negative.width = negative.height = -4;
  EXPECT_THROW(encode_png(negative), Error);
  GrayImage huge(4, 4);
  huge.width = huge.height = std::int64_t{1} << 32;
  EXPECT_THROW(encode_png(huge), Error);
}

}  // namespace
}  // namespace gan
