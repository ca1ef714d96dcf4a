#include "gan/report/pictures/png.h"

#include <random>

#include <gtest/gtest.h>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

Image decode(const std::string& bytes) {
  const std::vector<PngChunk> chunks = png_chunks(bytes);
  std::string names, compressed;
  for (const PngChunk& chunk : chunks) {
    if (chunk.name == "IDAT") compressed += chunk.body;
    names += chunk.name + ' ';
  }
  EXPECT_EQ(names, "IHDR IDAT IEND ");
  return png_pixels(compressed, big_endian(chunks[0].body, 0), big_endian(chunks[0].body, 4),
                    channels_of(chunks[0]));
}

Image noise(std::int64_t width, std::int64_t height, std::int64_t channels = 1) {
  Image image(width, height, 0, channels);
  std::mt19937 random(7);
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random() & 0xFF);
  return image;
}

TEST(Png, DecodesToTheSamePixels) {
  const std::int64_t sizes[][2] = {{1, 1}, {5, 3}, {1, 200}, {300, 1}, {144, 28}};
  for (const auto& size : sizes)
    for (const std::int64_t channels : {1, 3}) {
      const Image image = noise(size[0], size[1], channels);
      const Image decoded = decode(encode_png(image));
      EXPECT_EQ(decoded.width, image.width);
      EXPECT_EQ(decoded.height, image.height);
      EXPECT_EQ(decoded.channels, channels);
      EXPECT_EQ(decoded.pixels, image.pixels);
    }
}

TEST(Png, DecodesSmoothPicturesToo) {
  Image image(256, 40);
  for (std::int64_t y = 0; y < 40; ++y)
    for (std::int64_t x = 0; x < 256; ++x) image.at(x, y) = static_cast<std::uint8_t>(x + 3 * y);
  const std::string bytes = encode_png(image);
  EXPECT_EQ(decode(bytes).channels, 1);
  EXPECT_EQ(decode(bytes).pixels, image.pixels);
  EXPECT_LT(bytes.size(), image.pixels.size() / 4);
}

TEST(Png, SamePictureSameBytes) {
  EXPECT_EQ(encode_png(noise(60, 60)), encode_png(noise(60, 60)));
}

TEST(Png, RefusesPicturesThatAreNone) {
  EXPECT_THROW(encode_png(Image()), Error);
  Image short_of_pixels(4, 4);
  short_of_pixels.pixels.pop_back();
  EXPECT_THROW(encode_png(short_of_pixels), Error);
  Image negative(4, 4);
  negative.width = negative.height = -4;
  EXPECT_THROW(encode_png(negative), Error);
  Image huge(4, 4);
  huge.width = huge.height = std::int64_t{1} << 32;
  EXPECT_THROW(encode_png(huge), Error);
}

TEST(Png, RefusesOtherChannels) {
  for (const std::int64_t channels : {0, 2, 4})
    EXPECT_THROW(encode_png(Image(4, 4, 0, channels)), Error) << channels;
  Image of_one_channel(4, 4);
  of_one_channel.channels = 3;
  EXPECT_THROW(encode_png(of_one_channel), Error) << "two thirds of the bytes are missing";
}

}  // namespace
}  // namespace gan::test
