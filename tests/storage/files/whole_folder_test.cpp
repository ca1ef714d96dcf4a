#include "gan/storage/files/whole_folder.h"

#include <csignal>
#include <filesystem>
#include <set>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/named_files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

class WholeFolderTest : public NamedFiles {
 protected:
  static bool may_replace(const std::string& name) { return name.rfind("ours", 0) == 0; }
  void write(const std::string& content, bool overwrite = false,
             const std::string& name = "set") const {
    WholeFolder files(folder / name, "--out", overwrite, may_replace);
    files.add("ours-1/a", content);
    files.add("ours-1/b", content);
    files.add("ours-2/a", content);
    files.publish();
  }
  std::string refusal(bool overwrite = false, const std::string& name = "set") const {
    return error_of([&] { WholeFolder(folder / name, "--out", overwrite, may_replace); });
  }
  using Names = std::set<std::string>;
};

TEST_F(WholeFolderTest, AppearsAsAWhole) {
  {
    WholeFolder files(folder / "set", "--out", false, may_replace);
    files.add("ours-1/a", "content");
    EXPECT_FALSE(fs::exists(folder / "set"));
    files.publish();
  }
  EXPECT_EQ(test::read_file(folder / "set/ours-1/a"), "content");
  EXPECT_EQ(names(), (Names{"set"}));
}

TEST_F(WholeFolderTest, LeavesNothingUnlessPublished) {
  {
    WholeFolder files(folder / "set", "--out", false, may_replace);
    files.add("ours-1/a", "content");
  }
  EXPECT_EQ(names(), (Names{}));
}

TEST_F(WholeFolderTest, AKilledProcessLeavesNothingUnderTheName) {
  const pid_t child = ::fork();
  if (child == 0) {
    WholeFolder files(folder / "set", "--out", false, may_replace);
    files.add("ours-1/a", "content");
    ::raise(SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(names(), (Names{"set.tmp-" + std::to_string(child)}));
  write("content");
  EXPECT_EQ(test::read_file(folder / "set/ours-2/a"), "content");
}

TEST_F(WholeFolderTest, ClearsWhatAProcessOfItsNumberLeft) {
  const std::string left = folder / ("set.tmp-" + std::to_string(::getpid()));
  fs::create_directories(left + "/ours-1");
  test::write_file(left + "/ours-1/old", "");
  write("content");
  EXPECT_FALSE(fs::exists(folder / "set/ours-1/old"));
  EXPECT_EQ(names(), (Names{"set"}));
}

TEST_F(WholeFolderTest, TakesAnEmptyFolderAndMakesThoseAbove) {
  fs::create_directories(folder / "set");
  write("content");
  write("content", false, "above/more/set/");
  EXPECT_EQ(test::read_file(folder / "above/more/set/ours-1/b"), "content");
  fs::create_directories(folder / "real");
  fs::create_symlink("real", folder / "link");
  write("content", false, "link");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(test::read_file(folder / "real/ours-1/b"), "content");
}

TEST_F(WholeFolderTest, ReplacesOnlyWhatItMayAndOnlyWhenAsked) {
  write("first");
  EXPECT_TRUE(has(refusal(), {"set", "an empty folder or none", "ours", "--overwrite replaces"}));
  write("second", true);
  EXPECT_EQ(test::read_file(folder / "set/ours-2/a"), "second");
  EXPECT_EQ(names(), (Names{"set"}));
  test::write_file(folder / "set/mine", "precious");
  EXPECT_TRUE(has(refusal(true), {"set", "may replace", "mine", "another --out"}));
  EXPECT_FALSE(has(refusal(), {"--overwrite"}));
  EXPECT_EQ(test::read_file(folder / "set/mine"), "precious");
}

TEST_F(WholeFolderTest, FollowsNoLinkWhenItReplaces) {
  fs::create_directories(folder / "elsewhere");
  fs::create_directories(folder / "set");
  fs::create_symlink("../elsewhere", folder / "set/ours");
  EXPECT_TRUE(has(refusal(true), {"ours", "another --out"}));
}

TEST_F(WholeFolderTest, KeepsWhatCameInMeanwhile) {
  {
    WholeFolder files(folder / "set", "--out", true, may_replace);
    files.add("ours-1/a", "content");
    fs::create_directories(folder / "set");
    test::write_file(folder / "set/mine", "precious");
    EXPECT_TRUE(has(error_of([&] { files.publish(); }), {"set", "mine"}));
  }
  EXPECT_EQ(test::read_file(folder / "set/mine"), "precious");
  EXPECT_EQ(names(), (Names{"set"}));
}

TEST_F(WholeFolderTest, SaysWhereItCannotBe) {
  test::write_file(folder / "file", "");
  EXPECT_TRUE(has(refusal(true, "file"), {folder / "file", "a folder", "a file"}));
  EXPECT_TRUE(has(refusal(true, "file/set"), {folder / "file/set"}));
  EXPECT_TRUE(has(error_of([] { WholeFolder("/proc", "--out", true, may_replace); }),
                  {"/proc", "a mounted disk", "a folder in it"}));
  fs::create_directories(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  const Unprivileged nobody;
  EXPECT_TRUE(has(refusal(true, "closed/set"), {folder / "closed/set", "Permission denied"}));
}

}  // namespace
}  // namespace gan::test
