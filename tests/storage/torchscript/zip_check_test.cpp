#include "gan/storage/torchscript/zip_check.h"

#include <random>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/zip_damage.h"
#include "storage/zip_writer.h"

namespace gan::test {
namespace {

const std::vector<std::pair<std::string, std::string>> kFiles = {
    {"a/data", noise(300)}, {"a/empty", ""}, {"a/text", std::string(500, 'x')}};
const std::vector<std::string> kNames = {"a/data", "a/empty", "a/text"};

TEST(ZipCheck, TakesWholeArchives) {
  ZipParts plain, packed, large, commented;
  packed.deflate = true;
  large.zip64 = true;
  commented.comment = "a comment";
  for (const ZipParts& parts : {plain, packed, large, commented})
    EXPECT_EQ(check_zip(make_zip(kFiles, parts), "x.pt"), kNames);
  EXPECT_TRUE(check_zip(make_zip({}), "x.pt").empty());
}

TEST(ZipCheck, RefusesEveryTruncation) {
  const std::string archive = make_zip(kFiles);
  for (std::size_t size = 0; size < archive.size(); ++size)
    EXPECT_TRUE(refused(archive.substr(0, size))) << size;
}

TEST(ZipCheck, RefusesEveryFlippedBitInAnEntry) {
  EXPECT_EQ(unseen_flips(make_zip(kFiles)), 0u);
  ZipParts packed;
  packed.deflate = true;
  EXPECT_EQ(unseen_flips(make_zip(kFiles, packed)), 0u);
}

// A flip in a header may do no harm (a date, say), but nothing else than an Error may come of it.
TEST(ZipCheck, SurvivesEveryFlippedBit) {
  for (const bool zip64 : {false, true}) {
    ZipParts parts;
    parts.zip64 = zip64;
    std::string bytes = make_zip(kFiles, parts);
    std::size_t count = 0;
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      flip(bytes, bit);
      if (refused(bytes)) ++count;
      flip(bytes, bit);
    }
    EXPECT_GT(count, 8 * 800u);
  }
}

TEST(ZipCheck, RefusesWhatIsNoArchive) {
  for (const std::size_t size : std::vector<std::size_t>{0, 1, 4, 21, 22, 23, 1000, 70000})
    EXPECT_TRUE(refused(noise(size))) << size;
  EXPECT_TRUE(refused(std::string(100000, '\0')));
  EXPECT_TRUE(refused("PK\3\4"));
  EXPECT_TRUE(refused("PK\5\6"));
  EXPECT_TRUE(refused(make_zip(kFiles) + noise(70000)));
}

TEST(ZipCheck, SurvivesRandomDamage) {
  std::mt19937 random(1);
  ZipParts large;
  large.zip64 = true;
  large.deflate = true;
  const std::string archive = make_zip(kFiles, large);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = archive;
    for (auto n = random() % 6; n-- > 0;)
      bytes[random() % bytes.size()] = static_cast<char>(random() % 3 ? random() : 0xFF);
    if (random() % 4 == 0) bytes.erase(random() % bytes.size(), random() % 50);
    if (bytes != archive && refused(bytes)) continue;
    EXPECT_EQ(check_zip(bytes, "x.pt").size(), 3u) << i;
  }
}

TEST(ZipCheck, RefusesImpossibleSizesAndPlaces) {
  for (const bool zip64 : {false, true})
    for (const std::uint64_t huge :
         {std::uint64_t{100000}, std::uint64_t{0xFFFFFFFE}, std::uint64_t{0xFFFFFFFF},
          std::uint64_t{1} << 40, ~std::uint64_t{0} - 40, ~std::uint64_t{0}}) {
      ZipParts size, count, place;
      size.zip64 = count.zip64 = place.zip64 = zip64;
      size.claimed = count.count = place.place = huge;
      EXPECT_TRUE(refused(make_zip(kFiles, size))) << huge;
      size.deflate = true;
      EXPECT_TRUE(refused(make_zip(kFiles, size))) << huge;
      EXPECT_TRUE(refused(make_zip(kFiles, count)) || !zip64) << huge;
      EXPECT_TRUE(refused(make_zip(kFiles, place))) << huge;
    }
}

TEST(ZipCheck, RefusesAnEntryUnderAnotherName) {
  std::string bytes = make_zip(kFiles);
  bytes.replace(bytes.find("a/data"), 6, "a/atad");
  EXPECT_TRUE(refused(bytes));
}

// LibTorch would leave whatever is in memory in the tensor's place.
TEST(ZipCheck, RefusesContentThatIsCalledAFolder) {
  std::string bytes = make_zip(kFiles);
  const std::size_t data = bytes.find("PK\1\2"), empty = bytes.find("PK\1\2", data + 1);
  bytes[empty + 38] = 0x10;
  EXPECT_FALSE(refused(bytes)) << "an empty one";
  bytes[data + 38] = 0x10;
  EXPECT_TRUE(refused(bytes));
  EXPECT_TRUE(refused(make_zip({{"a/data/", noise(300)}})));
  EXPECT_FALSE(refused(make_zip({{"a/data/", ""}})));
}

TEST(ZipCheck, RefusesUnknownMethods) {
  std::string bytes = make_zip(kFiles);
  bytes[bytes.find("PK\1\2") + 10] = 12;
  EXPECT_TRUE(refused(bytes));
}

}  // namespace
}  // namespace gan::test
