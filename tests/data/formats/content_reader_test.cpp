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

// All of a packed file's content.
std::string unpack(const std::string& file) {
  const MemorySource source(file);
  ContentReader reader(source, "reading", "FILE");
  std::string content(file.size() * 1032 + 1, '\0');
  content.resize(reader.read(content.data(), content.size()));
  reader.finish();
  return content;
}

std::string unpack_error(const std::string& file) {
  return error_of([&] { unpack(file); });
}

TEST(Gzip, IsKnownByItsFirstBytes) {
  EXPECT_TRUE(is_gzip(pack("abc")));
  EXPECT_FALSE(is_gzip("\x1f"));
  EXPECT_FALSE(is_gzip(""));
  EXPECT_FALSE(is_gzip("PK\x03\x04"));
}

TEST(Gzip, ReadsInPieces) {
  const std::string content = noise(200000);
  const std::string file = pack(content);
  const MemorySource source(file);
  ContentReader reader(source, "reading", "FILE");
  std::string got(150000, '\0');
  ASSERT_EQ(reader.read(got.data(), 7), 7u);
  ASSERT_EQ(reader.read(got.data() + 7, 149993), 149993u);
  EXPECT_EQ(got, content.substr(0, 150000));
  EXPECT_EQ(reader.skip(100000), 50000u);
  EXPECT_EQ(reader.read(got.data(), 1), 0u);
  EXPECT_NO_THROW(reader.finish());
}

TEST(Gzip, FinishFindsMoreContent) {
  const std::string file = pack("abcdef");
  const MemorySource source(file);
  ContentReader reader(source, "reading", "FILE");
  char byte;
  ASSERT_EQ(reader.read(&byte, 1), 1u);
  EXPECT_TRUE(has(error_of([&] { reader.finish(); }), {"reading: FILE", "more content"}));
}

TEST(Gzip, KnowsItsLengthByTheTrailer) {
  const std::string file = pack(std::string(100000, 'a'));
  const MemorySource source(file);
  const ContentReader reader(source, "reading", "FILE");
  EXPECT_EQ(reader.size(100000), 100000u);
  EXPECT_EQ(reader.size(99999), 100000u);
  EXPECT_EQ(reader.size(100001), 100000u);
  // The same trailer, but more than deflate can pack.
  EXPECT_EQ(reader.size(100000 + (std::uint64_t{1} << 32)), 100000u);
}

TEST(Gzip, DeflatesBestIsWithinTheLimit) {
  const std::string file = pack(std::string(std::size_t{1} << 24, '\0'));
  const MemorySource source(file);
  const std::uint64_t size = std::uint64_t{1} << 24;
  EXPECT_EQ(ContentReader(source, "reading", "FILE").size(size), size);
}

TEST(Gzip, ReadsMembersOneAfterTheOther) {
  const std::string zeros(1000, '\0'), a = noise(100000), b = "bcd";
  EXPECT_EQ(unpack(pack(a) + pack(b)), a + b);
  EXPECT_EQ(unpack(pack("") + pack(a) + pack("") + pack(b) + pack("")), a + b);
  EXPECT_EQ(unpack(pack(a) + zeros), a);
  EXPECT_EQ(unpack(pack(a) + std::string(200000, '\0') + pack(b) + zeros), a + b);
  // Blocks as bgzip writes them, and a header with a name and a comment.
  const std::string extra("\x1f\x8b\x08\x04\0\0\0\0\0\xff\6\0BC\2\0\x1b\0", 18);
  const std::string named(
      "\x1f\x8b\x08\x18\0\0\0\0\0\xff"
      "name\0comment\0",
      23);
  EXPECT_EQ(unpack(extra + pack(b).substr(10) + named + pack(a).substr(10)), b + a);
}

TEST(Gzip, DamageInALaterMemberIsFound) {
  const std::string first = pack("abc"), second = pack(noise(60));
  for (std::size_t length = 1; length < second.size(); ++length)
    EXPECT_TRUE(has(unpack_error(first + second.substr(0, length)), {"ends too early"})) << length;
  std::string damaged = first + second;
  damaged[damaged.size() - 8] ^= 1;
  EXPECT_TRUE(has(unpack_error(damaged), {"incorrect data check"}));
}

TEST(Gzip, TruncatedAtEachByte) {
  const std::string file = pack(noise(60));
  // Less than the two bytes that tell gzip data is content as it is.
  EXPECT_EQ(unpack(""), "");
  EXPECT_EQ(unpack(file.substr(0, 1)), file.substr(0, 1));
  for (std::size_t length = 2; length < file.size(); ++length)
    EXPECT_TRUE(has(unpack_error(file.substr(0, length)), {"FILE", "ends too early"})) << length;
}

TEST(Gzip, NoFlippedBitOfTheDataGivesWrongContent) {
  const std::string content = noise(60);
  const std::string file = pack(content);
  constexpr std::size_t kHeader = 10;
  std::size_t found = 0;
  for (std::size_t bit = kHeader * 8; bit < file.size() * 8; ++bit) {
    std::string damaged = file;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    try {
      // The few bits that fill up a byte mean nothing.
      EXPECT_EQ(unpack(damaged), content) << bit;
    } catch (const Error&) {
      ++found;
    }
  }
  EXPECT_GE(found, (file.size() - kHeader) * 8 - 7);
}

TEST(Gzip, WrongChecksumAndLength) {
  std::string file = pack("content");
  file[file.size() - 8] = static_cast<char>(file[file.size() - 8] ^ 1);
  EXPECT_TRUE(has(unpack_error(file), {"incorrect data check", "copy or download it again"}));
  file = pack("content");
  file[file.size() - 4] = static_cast<char>(file[file.size() - 4] ^ 1);
  EXPECT_TRUE(has(unpack_error(file), {"incorrect length check"}));
}

TEST(Gzip, BytesBehindTheData) {
  const std::string file = pack("content");
  EXPECT_TRUE(has(unpack_error(file + "abc"), {"nothing after", "3 more bytes"}));
  EXPECT_TRUE(has(unpack_error(file + file + "abc"), {"3 more bytes"}));
  EXPECT_TRUE(has(unpack_error(file + std::string("\0\0abc", 5)), {"3 more bytes"}));
}

TEST(Gzip, TrailingBytesOfAnIdxFileAreNamed) {
  // They also shift the trailer that the length check reads; the cause must still be told.
  const std::string file = pack(idx_file({2, 3, 4}));
  EXPECT_TRUE(has(error_of([&] { parse_idx(file + "abcd", "FILE", 3); }), {"4 more bytes"}));
  EXPECT_TRUE(has(error_of([&] { parse_idx(file.substr(0, file.size() - 3), "FILE", 3); }),
                  {"ends too early"}));
}

}  // namespace
}  // namespace gan::test
