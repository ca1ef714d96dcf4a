#include "gan/data/sources/idx_listing.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"

namespace gan::test {
namespace {

TEST(IdxListing, TellsWhatIsInAFolder) {
  const TempFolder folder;
  EXPECT_EQ(list_content(folder.path()), "nothing");
  EXPECT_EQ(list_content(folder / "none"), "nothing");
  write_file(folder / ".a", "x");
  EXPECT_EQ(list_content(folder.path()), "only hidden files");
  std::filesystem::create_directory(folder / "b");
  EXPECT_EQ(list_content(folder.path()), "only folders: b");
  write_file(folder / "c", "");
  write_file(folder / "d", std::string("\x1f\x8b damaged", 10));
  write_file(folder / "e", idx_file({3}));
  EXPECT_EQ(list_content(folder.path()),
            "e (an IDX label file), c (an empty file), d (damaged or unreadable)");
}

}  // namespace
}  // namespace gan::test
