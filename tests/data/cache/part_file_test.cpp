#include "gan/data/cache/part_file.h"

#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class PartFileTest : public ::testing::Test {
 protected:
  const TempFolder folder_;
  const std::string path_ = folder_ / "file", part_ = path_ + ".part";
};

TEST_F(PartFileTest, CommitReplacesTheFile) {
  write_file(path_, "old");
  {
    PartFile part(path_, milliseconds(0), {});
    ASSERT_EQ(::write(part.descriptor(), "new", 3), 3);
    EXPECT_EQ(part.size(), 3);
    EXPECT_EQ(read_file(path_), "old");
    part.commit();
  }
  EXPECT_EQ(read_file(path_), "new");
  EXPECT_FALSE(fs::exists(part_));
}

TEST_F(PartFileTest, KeepsWhatHasComeAndRemovesAnEmptyPart) {
  { const PartFile part(path_, milliseconds(0), {}); }
  EXPECT_FALSE(fs::exists(part_));
  {
    PartFile part(path_, milliseconds(0), {});
    ASSERT_EQ(::write(part.descriptor(), "abc", 3), 3);
  }
  EXPECT_EQ(read_file(part_), "abc");
  PartFile again(path_, milliseconds(0), {});
  EXPECT_EQ(again.size(), 3);
  again.clear();
  EXPECT_EQ(again.size(), 0);
}

TEST_F(PartFileTest, OnlyOneHoldsIt) {
  const PartFile first(path_, milliseconds(0), {});
  ASSERT_EQ(::write(first.descriptor(), "abc", 3), 3);
  std::int64_t seen = 0;
  EXPECT_TRUE(has(
      error_of([&] { PartFile(path_, milliseconds(50), [&](std::int64_t size) { seen = size; }); }),
      {part_, "another process"}));
  EXPECT_EQ(seen, 3);
}

TEST_F(PartFileTest, ErrorsNameTheFile) {
  const std::string inside = write_file(folder_ / "plain", "") + "/file";
  EXPECT_TRUE(has(error_of([&] { PartFile(inside, milliseconds(0), {}); }),
                  {inside + ".part", "Not a directory"}));
  fs::create_directory(part_);
  EXPECT_TRUE(has(error_of([&] { PartFile(path_, milliseconds(0), {}); }), {part_}));
}

TEST_F(PartFileTest, RenameThatFailsIsAnError) {
  fs::create_directory(path_);
  PartFile part(path_, milliseconds(0), {});
  EXPECT_TRUE(has(error_of([&] { part.commit(); }), {path_, "directory"}));
}

}  // namespace
}  // namespace gan::test
