#include "gan/data/formats/exif.h"

#include <string>

#include <gtest/gtest.h>

#include "data/picture_bytes.h"

namespace gan::test {
namespace {

constexpr std::size_t kEntry = 22;  // where the orientation's begins

TEST(Exif, ReadsTheOrientationInBothByteOrders) {
  for (unsigned orientation = 1; orientation <= 8; ++orientation)
    for (const bool little : {true, false}) {
      const std::string block = exif_block(orientation, little);
      EXPECT_EQ(exif_orientation(block), orientation);
      EXPECT_EQ(exif_orientation(std::string("Exif\0\0", 6) + block), orientation);
    }
}

TEST(Exif, OtherNumbersAreNone) {
  for (const unsigned orientation : {0U, 9U, 255U, 0x0600U})
    EXPECT_EQ(exif_orientation(exif_block(orientation)), 1) << orientation;
}

TEST(Exif, ReadsLongNumbers) {
  std::string block = exif_block(6);
  block[kEntry + 2] = 4;
  EXPECT_EQ(exif_orientation(block), 6);
  block[kEntry + 11] = 1;
  EXPECT_EQ(exif_orientation(block), 1) << "6 + 2^24";
}

TEST(Exif, PassesOverOtherTypesAndCounts) {
  std::string text = exif_block(6);
  text[kEntry + 2] = 2;
  EXPECT_EQ(exif_orientation(text), 1);
  std::string several = exif_block(6);
  several[kEntry + 4] = 2;
  EXPECT_EQ(exif_orientation(several), 1);
}

TEST(Exif, DamagedBlocksAreAsGoodAsNone) {
  const std::string whole = exif_block(6);
  // The orientation's entry ends here; what follows is not needed.
  for (std::size_t length = 0; length < kEntry + 12; ++length)
    EXPECT_EQ(exif_orientation(whole.substr(0, length)), 1) << length;
  EXPECT_EQ(exif_orientation(whole.substr(0, kEntry + 12)), 6);
  for (const char* directory :
       {"\xff\xff\xff\xff", "\xff\xff\xff\x7f", "\x2e\0\0\0", "\x2d\0\0\0"}) {
    std::string block = whole;
    EXPECT_EQ(exif_orientation(block.replace(4, 4, directory, 4)), 1);
  }
  std::string endless = whole;
  EXPECT_EQ(exif_orientation(endless.replace(8, 2, "\xff\xff")), 6)
      << "more entries than there are";
  std::string other = whole;
  other[2] = 43;
  EXPECT_EQ(exif_orientation(other), 1);
  EXPECT_EQ(exif_orientation("no EXIF at all, but some text"), 1);
}

}  // namespace
}  // namespace gan::test
