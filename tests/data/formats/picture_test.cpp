#include "gan/data/formats/picture.h"

#include <gtest/gtest.h>

#include "data/picture_bytes.h"
#include "data/png_bytes.h"
#include "files.h"
#include "memory_limit.h"

namespace gan::test {
namespace {

using namespace std::string_literals;

struct OddFile {
  const char* what;
  std::string bytes;
  std::string found;  // the error's line after "expected a "
};

void expect_refused(const std::vector<OddFile>& files) {
  for (const OddFile& file : files) {
    SCOPED_TRACE(file.what);
    EXPECT_EQ(error_of([&] { decode_picture(file.bytes, "FILE", 3, 0); }),
              "reading a picture: FILE: expected " + file.found);
  }
}

std::string replaced(std::string file, const std::string& what, std::size_t at,
                     const std::string& bytes) {
  return file.replace(file.find(what) + at, bytes.size(), bytes);
}

TEST(Picture, OtherKindsAreNamed) {
  const std::string pictures = "a PNG, JPEG or WebP picture, found ";
  const std::string hint = "; save it as PNG, JPEG or WebP";
  expect_refused({
      {"empty", "", pictures + "an empty file"},
      {"text", "not a picture", pictures + "text"},
      {"web page", "<!DOCTYPE html><html>", pictures + "a web page or XML"},
      {"SVG", "<?xml version='1.0'?>\n<svg xmlns='", pictures + "an SVG picture" + hint},
      {"GIF", "GIF89a\1\0\1\0"s, pictures + "a GIF picture" + hint},
      {"BMP", "BM\x46\0\0\0\0\0\0\0\x36\0"s, pictures + "a BMP picture" + hint},
      {"TIFF", "II*\0\x08\0\0\0"s, pictures + "a TIFF picture" + hint},
      {"AVIF",
       "\0\0\0\x20"
       "ftypavif\0\0\0\0"s,
       pictures + "an AVIF picture" + hint},
      {"HEIC",
       "\0\0\0\x24"
       "ftypheic\0\0\0\0"s,
       pictures + "a HEIC picture" + hint},
      {"film",
       "\0\0\0\x18"
       "ftypmp42\0\0\0\0"s,
       pictures + "an MP4 file"},
      {"zip", "PK\3\4\x14\0\0\0"s, pictures + "a zip archive"},
      {"pointer", "version https://git-lfs.github.com", pictures + "a Git LFS pointer"},
      {"RIFF", "RIFF\x24\0\0\0WAVEfmt "s, pictures + "unknown data (0x52494646)"},
  });
}

TEST(Picture, DamagedPngIsNamed) {
  const std::string whole = png_file(3, 2, 8, 0, {"abc", "def"});
  const std::string png = "a complete PNG picture, found ";
  expect_refused({
      {"signature", whole.substr(0, 8), png + "a file that is cut off"},
      {"lines of text", "\x89PNG\n\x1a\n"s + whole.substr(8),
       png + "PNG file corrupted by ASCII conversion"},
      {"cut", whole.substr(0, whole.find("IDAT") + 6), png + "a file that is cut off"},
      {"no pixels", png_file(3, 2, 8, 0, {}), png + "Not enough image data"},
      {"checksum", replaced(whole, "IHDR", 17, "x"), png + "IHDR: CRC error"},
      {"no palette", png_file(3, 2, 8, 3, {"abc", "def"}), png + "IDAT: Missing PLTE before IDAT"},
      {"depth", png_file(3, 2, 3, 0, {"abc", "def"}), png + "Invalid IHDR data"},
      {"no height", png_file(3, 0, 8, 0, {}), png + "Invalid IHDR data"},
      {"too large", png_file(100000, 100001, 8, 0, {"ab"}),
       "at most 134,217,728 pixels, found 100001 by 100000"},
      {"few bytes", png_file(11000, 12000, 8, 6, {"ab"}),
       png + "too few bytes for 12000 by 11000 pixels"},
  });
}

TEST(Picture, DamagedJpegIsNamed) {
  const std::string whole = jpeg_bytes(gradient(16, 8, 3));
  const std::string jpeg = "a complete JPEG picture, found ";
  const std::string frame = "\xff\xc0";
  expect_refused({
      {"start", whole.substr(0, 3), jpeg + "a file that is cut off"},
      {"cut in a header", whole.substr(0, 50), jpeg + "a file that is cut off"},
      {"cut in the pixels", whole.substr(0, whole.size() - 9), jpeg + "a file that is cut off"},
      {"no end", whole.substr(0, whole.size() - 2), jpeg + "a file that is cut off"},
      {"no frame", "\xff\xd8\xff\xd9"s, jpeg + "no frame header"},
      {"two components", replaced(whole, frame, 9, "\2"), jpeg + "2 colour components"},
      {"no height", replaced(whole, frame, 5, "\0\0"s), jpeg + "a size of 0 by 8"},
      {"frames in frames", replaced(whole, frame, 1, "\xc5"),
       jpeg + "Unsupported JPEG process: SOF type 0xc5"},
      {"no tables", replaced(whole, "\xff\xdb", 1, "\xfe"),
       jpeg + "Quantization table 0x00 was not defined"},
      {"too large", replaced(whole, frame, 5, "\xff\xff\xff\xff"),
       "at most 134,217,728 pixels, found 65535 by 65535"},
      {"few bytes", replaced(whole, frame, 5, "\x20\x20\x20\x21"),
       jpeg + "too few bytes for 8224 by 8225 pixels"},
  });
}

#ifdef GAN_HAVE_WEBP

TEST(Picture, DamagedWebpIsNamed) {
  const std::string whole = webp_bytes(gradient(16, 8, 3)),
                    webp = "a complete WebP picture, found ";
  const std::string lossy = webp_bytes(gradient(16, 8, 3), 50);
  expect_refused({
      {"header", whole.substr(0, 12), webp + "a file that is cut off"},
      {"cut", whole.substr(0, whole.size() - 3), webp + "a file that is cut off"},
      {"no pixels", webp_container(webp_chunk("XXXX", "abcd")), webp + "damaged data"},
      {"signature", replaced(whole, "VP8L", 8, "x"), webp + "damaged data"},
      {"bits", replaced(whole, "VP8L", 13, "\xff\xff\xff\xff\xff\xff"), webp + "damaged data"},
      {"key frame", replaced(lossy, "VP8 ", 8, "\xff"), webp + "damaged data"},
      {"canvas", webp_container(webp_header(0, 1 << 24, 2) + whole.substr(12)),
       webp + "damaged data"},
      {"too large", replaced(whole, "VP8L", 9, "\xff\xff\xff\x0f"),
       "at most 134,217,728 pixels, found 16384 by 16384"},
  });
}

#endif

TEST(Picture, FewBytesTakeLittleMemory) {
  const MemoryLimit limit(std::size_t{64} << 20);
  for (const std::string& file :
       {png_file(100000, 100000, 8, 0, {"ab"}), png_file(11000, 11000, 16, 6, {"ab"}),
        png_file(1, 1, 8, 0, {"a"}).insert(33, "\x3c\0\0\0eXIf"s),
        replaced(jpeg_bytes(gradient(8, 8, 3)), "\xff\xc0", 5, "\x20\x20\x20\x20"),
        replaced(jpeg_bytes(gradient(8, 8, 3), TJSAMP_420, TJFLAG_PROGRESSIVE), "\xff\xc2", 5,
                 "\x20\x20\x20\x20")}) {
    EXPECT_TRUE(has(error_of([&] { decode_picture(file, "FILE", 3, 0); }), {"found "}));
    EXPECT_TRUE(has(error_of([&] { read_picture_facts(file, "FILE"); }), {"found "}));
  }
}

TEST(Picture, IsTurnedByItsExif) {
  const std::string plain = png_file(3, 2, 8, 0, {"abc", "def"});
  const char* expected[] = {"abcdef", "cbafed", "fedcba", "defabc",
                            "adbecf", "daebfc", "fcebda", "cfbead"};
  for (unsigned orientation = 1; orientation <= 8; ++orientation) {
    std::string file = plain;
    file.insert(33, png_chunk("eXIf", exif_block(orientation, orientation % 2 == 0)));
    const Image upright = decode_picture(file, "FILE", 1, 0);
    EXPECT_EQ(std::string(upright.pixels.begin(), upright.pixels.end()), expected[orientation - 1]);
    const PictureFacts facts = read_picture_facts(file, "FILE");
    EXPECT_EQ(facts.height, orientation < 5 ? 2 : 3);
    EXPECT_EQ(facts.height, upright.height);
    EXPECT_EQ(facts.width, upright.width);
  }
}

TEST(Picture, HasTheChannelsThatAreAskedFor) {
  const std::string grey = png_file(2, 1, 8, 0, {"ab"});
  const Image colours = decode_picture(grey, "FILE", 3, 0);
  EXPECT_EQ(colours.channels, 3);
  EXPECT_EQ(std::string(colours.pixels.begin(), colours.pixels.end()), "aaabbb");
  const PictureFacts facts = read_picture_facts(grey, "FILE");
  EXPECT_EQ(facts.format, "PNG");
  EXPECT_FALSE(facts.colour || facts.transparent);
}

// What programs store, a name's ending does not change.
TEST(Picture, IsReadByItsContent) {
  EXPECT_EQ(read_picture_facts(jpeg_bytes(gradient(4, 4, 1)), "a.png").format, "JPEG");
  EXPECT_TRUE(has(error_of([] { read_picture_facts("<html>", "a.jpg"); }),
                  {"a.jpg: expected a PNG, JPEG or WebP picture, found a web page"}));
}

}  // namespace
}  // namespace gan::test
