#include "gan/data/pictures/folder_pictures.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "data/pictures/picture_sets.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class FolderPicturesTest : public testing::Test {
 protected:
  std::string error() const {
    return error_of([&] { open_pictures(folder_.path()); });
  }

  const TempFolder folder_;
};

TEST_F(FolderPicturesTest, EmptyOnesAndOnesOfFoldersSaySo) {
  EXPECT_TRUE(has(error(), {folder_.path(), "found nothing"}));
  fs::create_directories(folder_ / "a/b");
  EXPECT_TRUE(has(error(), {"only folders without files: a"}));
}

TEST_F(FolderPicturesTest, LinksAreFollowed) {
  const TempFolder other;
  write_file(other / "a.png", "x");
  fs::create_symlink(other.path(), folder_ / "linked");
  fs::create_symlink(other / "a.png", folder_ / "b.png");
  fs::create_symlink("nowhere", folder_ / "c.png");
  ::mkfifo((folder_ / "d.png").c_str(), 0600);
  const auto files = open_pictures(folder_.path());
  EXPECT_EQ(names_of(*files), (Names{"b.png", "linked/a.png"}));
  EXPECT_EQ(files->read(1), "x");
  EXPECT_EQ(files->others().at(".png"), 2);
  fs::create_symlink(folder_.path(), folder_ / "round");
  EXPECT_TRUE(has(error(), {"32 deep", "circle"}));
}

TEST_F(FolderPicturesTest, OnesThatChangeAreFound) {
  write_file(folder_ / "a.png", "x");
  const auto files = open_pictures(folder_.path());
  write_file(folder_ / "a.png", "xy");
  EXPECT_TRUE(has(error_of([&] { files->read(0); }), {folder_ / "a.png", "1 bytes", "found 2"}));
  fs::remove(folder_ / "a.png");
  EXPECT_TRUE(has(error_of([&] { files->read(0); }), {folder_ / "a.png", "none of that name"}));
}

TEST_F(FolderPicturesTest, OtherThingsAreRefused) {
  EXPECT_TRUE(has(error_of([&] { open_pictures(folder_ / "none"); }), {"nothing of that name"}));
  const std::string picture = write_file(folder_ / "a.png", plain_png(2, 2, 0));
  EXPECT_TRUE(has(error_of([&] { open_pictures(picture); }),
                  {picture, "a PNG picture", "give the folder"}));
}

TEST_F(FolderPicturesTest, BrokenLinksAloneSaySo) {
  fs::create_symlink("nowhere", folder_ / "a.png");
  fs::create_symlink("b.png", folder_ / "b.png");
  EXPECT_TRUE(has(error(), {"2 other files (.png)", "a broken link"}));
}

// In a process of its own, as root reads everything.
TEST_F(FolderPicturesTest, WhatMayNotBeReadIsNamed) {
  write_files(folder_.path(), {{"a/1.png", "x"}, {"b/2.png", "y"}});
  ::chmod(folder_.path().c_str(), 0755);
  const auto print_error_as_nobody = [&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) std::_Exit(1);
    std::cerr << error();
    std::_Exit(0);
  };
  ::chmod((folder_ / "b").c_str(), 0);
  EXPECT_EXIT(print_error_as_nobody(), testing::ExitedWithCode(0), "/b/: .*Permission denied");
  ::chmod((folder_ / "b").c_str(), 0444);
  EXPECT_EXIT(print_error_as_nobody(), testing::ExitedWithCode(0), "/b/2.png: .*Permission denied");
  ::chmod((folder_ / "b").c_str(), 0755);
}

TEST_F(FolderPicturesTest, LargeFilesAreRefusedBeforeMemoryIsTaken) {
  write_file(folder_ / "a.png", "");
  fs::resize_file(folder_ / "a.png", (std::uintmax_t{1} << 30) + 1);
  const auto files = open_pictures(folder_.path());
  EXPECT_TRUE(has(error_of([&] { files->read(0); }), {folder_ / "a.png", "at most 1 GiB"}));
}

}  // namespace
}  // namespace gan::test
