#include "gan/base/text.h"

#include <gtest/gtest.h>

namespace gan {
namespace {

TEST(Text, CountsAreGroupedByThousands) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1,000");
  EXPECT_EQ(count_text(999999), "999,999");
  EXPECT_EQ(count_text(1234567), "1,234,567");
  EXPECT_EQ(count_text(-1234), "-1,234");
  EXPECT_EQ(count_text(-123), "-123");
}

TEST(Text, ShapesAreListsOfSizes) {
  EXPECT_EQ(shape_text({}), "[]");
  EXPECT_EQ(shape_text({7}), "[7]");
  EXPECT_EQ(shape_text({60000, 28, 28}), "[60000, 28, 28]");
  EXPECT_EQ(shape_text({60000, 28, 28}, '(', ')'), "(60000, 28, 28)");
}

TEST(Text, WordsAreJoined) {
  EXPECT_EQ(joined({}, ", "), "");
  EXPECT_EQ(joined({"a"}, ", "), "a");
  EXPECT_EQ(joined({"a", "b", "c"}, " or "), "a or b or c");
}

TEST(Text, BytesThatAreNoTextAreEscaped) {
  EXPECT_TRUE(is_utf8("") && is_utf8("caf\u00e9"));
  EXPECT_FALSE(is_utf8("caf\xe9"));
  EXPECT_EQ(percent_escaped("a b%\xe9~"), "a%20b%25%E9~");
}

TEST(Text, BytesAreTwoDigitsEach) {
  EXPECT_EQ(hex_text(""), "");
  EXPECT_EQ(hex_text({"\0\x0f\xa5\xff", 4}), "000fa5ff");
}

}  // namespace
}  // namespace gan
