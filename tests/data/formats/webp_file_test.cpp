#include "gan/data/formats/webp_file.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "data/picture_bytes.h"
#include "files.h"
#include "gan/data/formats/picture.h"

namespace gan::test {
namespace {

#ifdef GAN_HAVE_WEBP

Image webp_pixels(const std::string& file, std::int64_t channels = 3, std::uint8_t background = 0) {
  return decode_picture(file, "FILE", channels, background);
}

std::string webp_refusal(const std::string& file) {
  return error_of([&] { webp_pixels(file); });
}

TEST(WebpFile, ReadsColours) {
  const Image colours = gradient(19, 37, 3);
  const std::string file = webp_bytes(colours);
  EXPECT_EQ(webp_pixels(file).pixels, colours.pixels);
  const PictureFacts facts = read_picture_facts(file, "FILE");
  EXPECT_EQ(facts.format, "WebP");
  EXPECT_EQ(facts.height, 19);
  EXPECT_EQ(facts.width, 37);
  EXPECT_TRUE(facts.colour);
  EXPECT_FALSE(facts.transparent);
  const Image lossy = webp_pixels(webp_bytes(colours, 95));
  ASSERT_TRUE(lossy.same_shape(colours));
  for (std::size_t i = 0; i < lossy.pixels.size(); ++i)
    ASSERT_LE(std::abs(lossy.pixels[i] - colours.pixels[i]), 30) << i;
}

TEST(WebpFile, LaysWhatIsTransparentOnTheBackground) {
  Image colours(3, 1, 0, 4);
  colours.pixels = {200, 100, 0, 255, 200, 100, 0, 128, 9, 9, 9, 0};
  const std::string file = webp_bytes(colours);
  EXPECT_TRUE(read_picture_facts(file, "FILE").transparent);
  EXPECT_EQ(webp_pixels(file, 3, 10).pixels,
            (std::vector<std::uint8_t>{200, 100, 0, 105, 55, 5, 10, 10, 10}));
}

TEST(WebpFile, IsTurnedByItsExif) {
  const Image stored = gradient(2, 3, 3);
  for (const bool prefixed : {false, true}) {
    const std::string block = (prefixed ? std::string("Exif\0\0", 6) : "") + exif_block(3);
    const std::string file = webp_with_exif(stored, block);
    const Image upright = webp_pixels(file);
    EXPECT_EQ(upright.at(0, 0, 1), stored.at(2, 1, 1));
    EXPECT_EQ(upright.at(2, 1, 2), stored.at(0, 0, 2));
  }
  const PictureFacts facts = read_picture_facts(webp_with_exif(stored, exif_block(8)), "FILE");
  EXPECT_EQ(facts.height, 3);
  EXPECT_EQ(facts.width, 2);
  EXPECT_EQ(webp_pixels(webp_with_exif(stored, "damaged")).pixels, stored.pixels);
}

TEST(WebpFile, CutFilesAreDamaged) {
  for (const int quality : {101, 80}) {
    const std::string whole = webp_bytes(gradient(24, 24, 4), quality);
    EXPECT_EQ(webp_pixels(whole).width, 24);
    for (std::size_t length = 12; length < whole.size(); ++length)
      EXPECT_TRUE(has(webp_refusal(whole.substr(0, length)),
                      {"FILE: expected a complete WebP picture, found "}))
          << length;
  }
}

TEST(WebpFile, AnimationsAreRefused) {
  constexpr unsigned kAnimation = 2;
  const std::string file =
      webp_container(webp_header(kAnimation, 4, 4) + webp_chunk("ANIM", std::string(6, '\0')));
  EXPECT_EQ(webp_refusal(file),
            "reading a picture: FILE: expected a still picture, found an animated WebP; save its "
            "frames as PNG files");
}

#else

TEST(WebpFile, IsRefusedWithoutItsLibrary) {
  const std::string file = webp_container(webp_header(0, 4, 4));
  EXPECT_EQ(error_of([&] { read_picture_facts(file, "FILE"); }),
            "reading a picture: FILE: expected a PNG or JPEG picture, found a WebP picture; this "
            "gan was built without libwebp");
}

#endif

}  // namespace
}  // namespace gan::test
