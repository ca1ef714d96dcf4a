#include "gan/data/formats/png_file.h"

#include <gtest/gtest.h>

#include "data/png_bytes.h"
#include "files.h"
#include "gan/report/pictures/png.h"
#include "memory_limit.h"

namespace gan::test {
namespace {

using Pixels = std::vector<std::uint8_t>;

std::string refusal(const std::string& file, ImageShape size = {2, 3}) {
  return error_of([&] { parse_png(file, "FILE", size); });
}

// The only row of a picture.
Pixels row_of(int depth, int color, const std::string& bytes, std::uint32_t width) {
  return parse_png(png_file(width, 1, depth, color, {bytes}), "FILE", {1, width}).pixels;
}

TEST(PngFile, ReadsWhatThisLibraryWrites) {
  const TempFolder folder;
  Image image(3, 2);
  image.pixels = {0, 1, 127, 128, 254, 255};
  const Image read = read_png(write_file(folder / "a.png", encode_png(image)), {2, 3});
  EXPECT_EQ(read.width, 3);
  EXPECT_EQ(read.height, 2);
  EXPECT_EQ(read.pixels, image.pixels);
}

TEST(PngFile, ReadsOtherDepths) {
  EXPECT_EQ(row_of(16, 0, std::string("\0\0\x80\x80\xff\xff", 6), 3), (Pixels{0, 128, 255}));
  EXPECT_EQ(row_of(1, 0, "\xa0", 3), (Pixels{255, 0, 255}));
}

TEST(PngFile, ColoursCountByTheirLuminance) {
  EXPECT_EQ(row_of(8, 2, std::string("\x40\x40\x40\xff\xff\xff\0\0\0", 9), 3),
            (Pixels{64, 255, 0}));
  // As Pillow's convert("L") has pure red, green and blue.
  EXPECT_EQ(row_of(8, 2, std::string("\xff\0\0\0\xff\0\0\0\xff", 9), 3), (Pixels{76, 150, 29}));
}

TEST(PngFile, TakesTheNumbersAsTheyAre) {
  Pixels ramp(256);
  std::string row;
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    ramp[i] = static_cast<std::uint8_t>(i);
    row += static_cast<char>(i);
  }
  const std::string plain = png_file(256, 1, 8, 0, {row});
  EXPECT_EQ(parse_png(plain, "FILE", {1, 256}).pixels, ramp);
  for (const std::string& chunk :
       {png_chunk("gAMA", big_endian(100000)), png_chunk("gAMA", big_endian(55555)),
        png_chunk("gAMA", big_endian(45455)), png_chunk("sRGB", std::string(1, '\0')),
        png_chunk("bKGD", std::string(2, '\0')), png_chunk("gAMA", big_endian(0)),
        png_chunk("gAMA", big_endian(100000)) + png_chunk("cHRM", std::string(32, '\x10')),
        png_chunk("iCCP", "name" + std::string(2, '\0') + zlib_data("no profile"))}) {
    std::string file = plain;
    EXPECT_EQ(parse_png(file.insert(33, chunk), "FILE", {1, 256}).pixels, ramp)
        << chunk.substr(4, 4);
  }
  EXPECT_EQ(row_of(4, 0, "\x0f\x80", 3), (Pixels{0, 255, 136}));
  EXPECT_EQ(row_of(2, 0, "\x1b", 4), (Pixels{0, 85, 170, 255}));
}

TEST(PngFile, ReadsPalettesAndTheirOpacity) {
  std::string file = png_file(3, 1, 8, 3, {std::string("\0\1\2", 3)});
  file.insert(33, png_chunk("gAMA", big_endian(100000)) +
                      png_chunk("PLTE", std::string("\x40\x40\x40\xff\0\0\xff\xff\xff", 9)) +
                      png_chunk("tRNS", "\xff\xff\x80"));
  EXPECT_EQ(parse_png(file, "FILE", {1, 3}).pixels, (Pixels{64, 76, 128}));
}

TEST(PngFile, WhatIsTransparentIsBlack) {
  EXPECT_EQ(row_of(8, 4, std::string("\xff\xff\xff\0", 4), 2), (Pixels{255, 0}));
}

TEST(PngFile, OtherSizesAreRefusedBeforeMemoryIsTaken) {
  const std::string small = png_file(2, 2, 8, 0, {"ab", "cd"});
  EXPECT_TRUE(has(refusal(small), {"FILE", "3 by 2 pixels", "found 2 by 2"}));
  const MemoryLimit limit(std::size_t{64} << 20);
  EXPECT_TRUE(has(refusal(png_file(100000, 100000, 8, 0, {"ab"})), {"found 100000 by 100000"}));
}

TEST(PngFile, DamagedFilesAreNamed) {
  const std::string whole = png_file(3, 2, 8, 0, {noise(3), noise(3)});
  EXPECT_EQ(parse_png(whole, "FILE", {2, 3}).pixels.size(), 6u);
  // A reader may pass over a missing end.
  const std::size_t last_data = whole.find("IEND") - 8;
  for (std::size_t length = 0; length < last_data; ++length)
    EXPECT_TRUE(has(refusal(whole.substr(0, length)), {"reading images: FILE"})) << length;
  std::string damaged = whole;
  damaged[damaged.find("IDAT") + 6] ^= 0x10;
  EXPECT_TRUE(has(refusal(damaged), {"a complete PNG picture"}));
  EXPECT_TRUE(has(refusal("GIF89a and so on"), {"a GIF picture"}));
  EXPECT_TRUE(has(error_of([] { read_png("/nowhere.png", {1, 1}); }), {"/nowhere.png"}));
}

}  // namespace
}  // namespace gan::test
