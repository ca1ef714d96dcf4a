#include "gan/data/formats/png_file.h"

#include <gtest/gtest.h>

#include "data/png_bytes.h"
#include "files.h"
#include "gan/data/formats/picture.h"
#include "gan/report/pictures/png.h"

namespace gan::test {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels pixels_of(const std::string& file, std::int64_t channels = 1, std::uint8_t background = 0) {
  return decode_picture(file, "FILE", channels, background).pixels;
}

std::string png_row(int depth, int color, const std::string& bytes, std::uint32_t width) {
  return png_file(width, 1, depth, color, {bytes});
}

// With more chunks after the first.
std::string with_chunks(std::string file, const std::string& chunks) {
  return file.insert(33, chunks);
}

TEST(PngFile, ReadsWhatThisLibraryWrites) {
  Image image(3, 2);
  image.pixels = {0, 1, 127, 128, 254, 255};
  const Image read = decode_picture(encode_png(image), "FILE", 1, 0);
  EXPECT_TRUE(read.same_shape(image));
  EXPECT_EQ(read.pixels, image.pixels);
}

TEST(PngFile, ReadsOtherDepths) {
  EXPECT_EQ(pixels_of(png_row(16, 0, std::string("\0\0\x80\x80\xff\xff\0\x7f\0\x81", 10), 5)),
            (Pixels{0, 128, 255, 0, 1}));
  EXPECT_EQ(pixels_of(png_row(16, 2, std::string("\0\x90\x80\x80\xff\x60", 6), 1), 3),
            (Pixels{1, 128, 254}));
  EXPECT_EQ(pixels_of(png_row(1, 0, "\xa0", 3)), (Pixels{255, 0, 255}));
  EXPECT_EQ(pixels_of(png_row(4, 0, "\x0f\x80", 3)), (Pixels{0, 255, 136}));
  EXPECT_EQ(pixels_of(png_row(2, 0, "\x1b", 4)), (Pixels{0, 85, 170, 255}));
}

TEST(PngFile, ReadsInterlacedPictures) {
  // Of 2 by 3 pixels, Adam7's passes hold (0, 0); then (0, 2); (0, 1); and the second row.
  const std::string passes = std::string("\0a\0c\0b\0def", 10);
  const std::string file =
      "\x89PNG\r\n\x1a\n" +
      png_chunk("IHDR", big_endian(3) + big_endian(2) + std::string("\x08\0\0\0\1", 5)) +
      png_chunk("IDAT", zlib_data(passes)) + png_chunk("IEND", "");
  EXPECT_EQ(pixels_of(file), (Pixels{'a', 'b', 'c', 'd', 'e', 'f'}));
}

TEST(PngFile, ColoursCountByTheirLuminance) {
  const std::string file = png_row(8, 2, std::string("\xff\0\0\0\xff\0\0\0\xff", 9), 3);
  EXPECT_EQ(pixels_of(file), (Pixels{76, 150, 29}));
  EXPECT_EQ(pixels_of(file, 3), (Pixels{255, 0, 0, 0, 255, 0, 0, 0, 255}));
}

TEST(PngFile, TakesTheNumbersAsTheyAre) {
  Pixels ramp(256);
  std::string row;
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    ramp[i] = static_cast<std::uint8_t>(i);
    row += static_cast<char>(i);
  }
  const std::string plain = png_file(256, 1, 8, 0, {row});
  EXPECT_EQ(pixels_of(plain), ramp);
  for (const std::string& chunk :
       {png_chunk("gAMA", big_endian(100000)), png_chunk("gAMA", big_endian(55555)),
        png_chunk("gAMA", big_endian(45455)), png_chunk("sRGB", std::string(1, '\0')),
        png_chunk("bKGD", std::string(2, '\0')), png_chunk("gAMA", big_endian(0)),
        png_chunk("gAMA", big_endian(100000)) + png_chunk("cHRM", std::string(32, '\x10')),
        png_chunk("iCCP", "name" + std::string(2, '\0') + zlib_data("no profile"))})
    EXPECT_EQ(pixels_of(with_chunks(plain, chunk)), ramp) << chunk.substr(4, 4);
}

TEST(PngFile, ReadsPalettesAndTheirOpacity) {
  const std::string colours = png_chunk("PLTE", std::string("\x40\x40\x40\xff\0\0\xff\xff\xff", 9));
  const std::string file = with_chunks(
      png_row(8, 3, std::string("\0\1\2", 3), 3),
      png_chunk("gAMA", big_endian(100000)) + colours + png_chunk("tRNS", "\xff\xff\x80"));
  EXPECT_EQ(pixels_of(file), (Pixels{64, 76, 128}));
  EXPECT_EQ(pixels_of(file, 3, 255), (Pixels{64, 64, 64, 255, 0, 0, 255, 255, 255}));
  const PictureFacts facts = read_picture_facts(file, "FILE");
  EXPECT_TRUE(facts.colour && facts.transparent);
  const std::string two_bits = with_chunks(png_row(2, 3, "\x18", 3), colours);
  EXPECT_EQ(pixels_of(two_bits), (Pixels{64, 76, 255}));
  EXPECT_FALSE(read_picture_facts(two_bits, "FILE").transparent);
}

TEST(PngFile, LaysWhatIsTransparentOnTheBackground) {
  const std::string file = png_row(8, 4, std::string("\xff\xff\xff\0\xc8\x80", 6), 3);
  EXPECT_EQ(pixels_of(file), (Pixels{255, 0, 100}));
  EXPECT_EQ(pixels_of(file, 1, 10), (Pixels{255, 10, 105}));
  EXPECT_FALSE(read_picture_facts(file, "FILE").colour);
  // One grey level that is transparent, also of fewer bits; one colour of 16 bits.
  EXPECT_EQ(pixels_of(with_chunks(png_row(8, 0, "\x10\x20", 2),
                                  png_chunk("tRNS", std::string("\0\x20", 2))),
                      1, 99),
            (Pixels{16, 99}));
  EXPECT_EQ(
      pixels_of(with_chunks(png_row(2, 0, "\x1b", 4), png_chunk("tRNS", std::string("\0\1", 2))), 1,
                99),
      (Pixels{0, 99, 170, 255}));
  EXPECT_EQ(
      pixels_of(with_chunks(png_row(16, 2, "abcdefabcdeg", 2), png_chunk("tRNS", "abcdef")), 3, 7),
      (Pixels{7, 7, 7, 'a', 'c', 'e'}));
}

TEST(PngFile, TakesTheDefaultImageOfAnimations) {
  const std::string file =
      with_chunks(png_file(2, 1, 8, 0, {"ab"}), png_chunk("acTL", big_endian(2) + big_endian(0)) +
                                                    png_chunk("fcTL", std::string(26, '\0')));
  EXPECT_EQ(pixels_of(file), (Pixels{'a', 'b'}));
}

TEST(PngFile, DamagedFilesAreNamed) {
  const std::string whole = png_file(3, 2, 8, 0, {noise(3), noise(3)});
  EXPECT_EQ(pixels_of(whole).size(), 6u);
  // A reader may pass over a missing end.
  const std::size_t last_data = whole.find("IEND") - 8;
  for (std::size_t length = 0; length < last_data; ++length)
    EXPECT_TRUE(has(error_of([&] { pixels_of(whole.substr(0, length)); }),
                    {"reading a picture: FILE: expected a"}))
        << length;
  std::string damaged = whole;
  damaged[damaged.find("IDAT") + 6] ^= 0x10;
  EXPECT_TRUE(has(error_of([&] { pixels_of(damaged); }), {"a complete PNG picture"}));
}

}  // namespace
}  // namespace gan::test
