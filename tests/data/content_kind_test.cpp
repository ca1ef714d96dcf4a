#include "gan/data/content_kind.h"

#include <string>

#include <gtest/gtest.h>

namespace gan::test {
namespace {

using namespace std::string_literals;

TEST(ContentKind, NamesWhatItKnows) {
  EXPECT_EQ(describe_content("\0\0\x08\x03"s + "\0\0\0\x01"s), "an IDX image file");
  EXPECT_EQ(describe_content("\0\0\x08\x01"s), "an IDX label file");
  EXPECT_EQ(describe_content("\0\0\x08\x04"s), "an IDX file of 4 dimensions");
  EXPECT_EQ(describe_content("\x03\x08\0\0"s), "an IDX image file with its bytes swapped");
  EXPECT_EQ(describe_content("\0\0\x0e\x02"s), "an IDX file of doubles");
  EXPECT_EQ(describe_content("\x1f\x8b\x08\0"s), "gzip data");
  EXPECT_EQ(describe_content("\x93NUM"s), "a NumPy array");
  EXPECT_EQ(describe_content("PK\x03\x04"s), "a zip archive");
  EXPECT_EQ(describe_content("\n <?xml"s), "a web page or XML");
  EXPECT_EQ(describe_content("label,1x1,1x2"s), "text");
}

TEST(ContentKind, ShowsTheBytesOfWhatItDoesNotKnow) {
  EXPECT_EQ(describe_content("\xde\xad\xbe\xef\x01"s), "unknown data (0xdeadbeef)");
  EXPECT_EQ(describe_content("\0\0\0\0"s), "unknown data (0x00000000)");
  EXPECT_EQ(describe_content("\0"s), "unknown data (0x00)");
}

}  // namespace
}  // namespace gan::test
