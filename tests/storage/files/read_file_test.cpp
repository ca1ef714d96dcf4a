#include "gan/storage/files/read_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/named_files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

class ReadFile : public NamedFiles {};

TEST_F(ReadFile, StopsAtTheLimit) {
  write_file(folder / "file", std::string(1000, 'x'));
  EXPECT_EQ(gan::read_file(folder / "file", 1000).size(), 1000u);
  EXPECT_TRUE(has(error_of([&] { gan::read_file(folder / "file", 999); }),
                  {folder / "file", "at most 999 bytes", "1000"}));
}

TEST_F(ReadFile, OnlyFilesCanBeRead) {
  const auto error = [](const std::string& path) {
    return error_of([&] { gan::read_file(path, 1000); });
  };
  EXPECT_TRUE(has(error(folder / "missing"), {folder / "missing", "No such file or directory"}));
  EXPECT_TRUE(has(error(folder.path()), {folder.path(), "a regular file", "a folder"}));
  EXPECT_TRUE(has(error("/dev/null"), {"a regular file"}));
  EXPECT_TRUE(has(error(""), {"reading a file"}));
}

// Opening a pipe that nobody writes to would wait for ever.
TEST_F(ReadFile, APipeIsNotWaitedFor) {
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  ::alarm(10);
  EXPECT_TRUE(has(error_of([&] { gan::read_file(folder / "pipe", 1000); }), {"a regular file"}));
  ::alarm(0);
}

TEST_F(ReadFile, AFileWithoutPermissionIsTold) {
  write_file(folder / "file", "secret");
  ::chmod((folder / "file").c_str(), 0);
  ::chmod(folder.path().c_str(), 0755);
  const Unprivileged nobody;
  EXPECT_TRUE(has(error_of([&] { gan::read_file(folder / "file", 1000); }),
                  {folder / "file", "Permission denied"}));
}

}  // namespace
}  // namespace gan::test
