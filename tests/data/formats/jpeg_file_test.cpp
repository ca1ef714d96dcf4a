#include "gan/data/formats/jpeg_file.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "data/picture_bytes.h"
#include "files.h"
#include "gan/data/formats/picture.h"

namespace gan::test {
namespace {

// The JFIF header is the first segment that TurboJPEG writes.
constexpr std::size_t kBehindHeader = 20;

Image decoded(const std::string& file, std::int64_t channels = 3) {
  return decode_picture(file, "FILE", channels, 0);
}

std::string damage(const std::string& file) {
  return error_of([&] { decoded(file); });
}

int largest_difference(const Image& a, const Image& b) {
  EXPECT_TRUE(a.same_shape(b));
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i)
    largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
  return largest;
}

// The file with its scan's pixels, or a part of them, exchanged.
std::string with_scan(const std::string& file, const std::string& bytes, std::size_t skipped = 0) {
  const std::size_t scan = file.find("\xff\xda");
  const std::size_t begin =
      scan + 2 + from_big_endian(std::string_view(file).substr(scan + 2, 2)) + skipped;
  return file.substr(0, begin) + bytes + file.substr(file.size() - 2);
}

TEST(JpegFile, ReadsColoursAndGrey) {
  const Image colours = gradient(19, 37, 3), grey = gradient(19, 37, 1);
  EXPECT_LE(largest_difference(decoded(jpeg_bytes(colours)), colours), 4);
  EXPECT_LE(largest_difference(decoded(jpeg_bytes(grey), 1), grey), 4);
  EXPECT_FALSE(read_picture_facts(jpeg_bytes(grey), "FILE").colour);
  const PictureFacts facts = read_picture_facts(jpeg_bytes(colours), "FILE");
  EXPECT_EQ(facts.format, "JPEG");
  EXPECT_EQ(facts.height, 19);
  EXPECT_EQ(facts.width, 37);
  EXPECT_TRUE(facts.colour);
  EXPECT_FALSE(facts.transparent);
}

TEST(JpegFile, ReadsEachSamplingAndProgressiveFiles) {
  const Image colours = gradient(33, 50, 3);
  for (const int subsampling : {TJSAMP_422, TJSAMP_420, TJSAMP_440, TJSAMP_411})
    for (const int flags : {0, TJFLAG_PROGRESSIVE})
      EXPECT_LE(largest_difference(decoded(jpeg_bytes(colours, subsampling, flags)), colours), 12);
}

// Values as Adobe's programs store them: 255 is no ink.
TEST(JpegFile, InksBecomeColours) {
  Image inks(8, 8, 0, 4), expected(8, 8, 0, 3);
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint8_t stored[] = {200, 100, 255, 128};
    for (std::size_t c = 0; c < 4; ++c) inks.pixels[4 * i + c] = stored[c];
    for (std::size_t c = 0; c < 3; ++c)
      expected.pixels[3 * i + c] = static_cast<std::uint8_t>((stored[c] * 128 + 127) / 255);
  }
  const std::string file = jpeg_bytes(inks);
  EXPECT_LE(largest_difference(decoded(file), expected), 2);
  EXPECT_TRUE(read_picture_facts(file, "FILE").colour);
}

TEST(JpegFile, BytesBetweenAndBehindSegmentsDoNoHarm) {
  const std::string file = jpeg_bytes(gradient(16, 16, 3));
  const Image expected = decoded(file);
  const std::string trailer = "\xff\xd8 a second picture, as some cameras have";
  const std::string padded = std::string(file).insert(kBehindHeader, std::string(3, '\0'));
  const std::string longer = std::string(file).insert(file.size() - 2, std::string(4, '\0'));
  for (const std::string& other :
       {file + trailer, padded, longer, std::string(file).insert(file.size() - 2, "\xff\xff\xff")})
    EXPECT_EQ(decoded(other).pixels, expected.pixels);
}

TEST(JpegFile, AHarmlessWarningDoesNotHideDamage) {
  const std::string file = with_scan(jpeg_bytes(gradient(16, 16, 3)), std::string(60, '\xff'));
  EXPECT_TRUE(
      has(damage(std::string(file).insert(kBehindHeader, "padding")), {"a complete JPEG picture"}));
}

TEST(JpegFile, CutFilesAreDamaged) {
  const std::string whole = jpeg_bytes(gradient(24, 24, 3), TJSAMP_420, TJFLAG_PROGRESSIVE);
  EXPECT_EQ(decoded(whole).width, 24);
  for (std::size_t length = 4; length < whole.size(); ++length)
    EXPECT_TRUE(has(damage(whole.substr(0, length)),
                    {"FILE: expected a complete JPEG picture, found a file that is cut off"}))
        << length;
}

TEST(JpegFile, MissingPixelsAreDamage) {
  const std::string file = jpeg_bytes(gradient(64, 64, 1));
  for (const std::string& other : {with_scan(file, ""), with_scan(file, "ab", 20)})
    EXPECT_TRUE(has(damage(other), {"Corrupt JPEG data: premature end of data segment"}));
  std::string bad;
  for (int i = 0; i < 40; ++i) bad += std::string("\xff\0", 2);
  EXPECT_TRUE(has(damage(with_scan(file, bad)), {"Corrupt JPEG data: bad Huffman code"}));
}

TEST(JpegFile, IsTurnedByItsExif) {
  const std::string file = jpeg_bytes(gradient(8, 24, 3));
  const Image stored = decoded(file);
  const std::string turned_file = jpeg_with_exif(file, exif_block(6, /*little=*/false));
  const Image upright = decoded(turned_file);
  EXPECT_EQ(upright.height, 24);
  EXPECT_EQ(upright.width, 8);
  EXPECT_EQ(upright.at(0, 0, 1), stored.at(0, 7, 1));
  EXPECT_EQ(upright.at(7, 0, 1), stored.at(0, 0, 1));
  EXPECT_EQ(read_picture_facts(turned_file, "FILE").height, 24);
  EXPECT_EQ(decoded(jpeg_with_exif(file, "damaged")).pixels, stored.pixels);
}

}  // namespace
}  // namespace gan::test
