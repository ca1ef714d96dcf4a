#include "gan/data/formats/content_reader.h"

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"

namespace gan::test {
namespace {

TEST(ContentReader, ReadsTheSameRawAndPacked) {
  const std::string content = noise(100000);
  for (const std::string& file :
       {content, pack(content), pack(content.substr(0, 5)) + pack(content.substr(5))}) {
    const MemorySource source(file);
    ContentReader reader(source, "reading", "FILE");
    EXPECT_EQ(reader.is_packed(), file != content);
    EXPECT_EQ(reader.size(content.size()), content.size());
    std::string got(3, '\0');
    EXPECT_EQ(reader.read(got.data(), 3), 3u);
    EXPECT_EQ(got, content.substr(0, 3));
    EXPECT_EQ(reader.skip(90000), 90000u);
    got.resize(20000);
    EXPECT_EQ(reader.read(got.data(), got.size()), 9997u);
    EXPECT_EQ(got.substr(0, 9997), content.substr(90003));
    EXPECT_EQ(reader.skip(1), 0u);
    EXPECT_NO_THROW(reader.finish());
  }
}

TEST(ContentReader, CountsNoFurtherThanIsAskedFor) {
  const std::string raw = "abcdef", packed = pack("abc") + pack("def");
  const MemorySource raw_source(raw), packed_source(packed);
  const ContentReader a(raw_source, "reading", "FILE"), b(packed_source, "reading", "FILE");
  EXPECT_EQ(a.size(4), 6u);
  EXPECT_EQ(b.size(4), 5u);
  EXPECT_EQ(b.size(9), 6u);
}

TEST(ContentReader, DamageIsFoundOnTheWay) {
  const std::string file = pack("abc") + pack("def") + "rest";
  const MemorySource source(file);
  const ContentReader reader(source, "reading", "FILE");
  EXPECT_TRUE(has(error_of([&] { reader.size(6); }), {"reading: FILE", "4 more bytes"}));
}

}  // namespace
}  // namespace gan::test
