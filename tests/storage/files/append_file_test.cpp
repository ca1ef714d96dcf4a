#include "gan/storage/files/append_file.h"

#include <csignal>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

class AppendFileTest : public testing::Test {
 protected:
  TempFolder folder;
  std::string path = folder / "records";
};

TEST_F(AppendFileTest, GrowsAndIsSeenAtOnce) {
  AppendFile file(path, "the records", 0);
  EXPECT_EQ(read_file(path), "");
  file.append("one\n");
  EXPECT_EQ(read_file(path), "one\n");
  file.append("two\n");
  EXPECT_EQ(read_file(path), "one\ntwo\n");
}

TEST_F(AppendFileTest, KeepsAsManyBytesAsItIsTold) {
  const auto rest_of = [&](std::uintmax_t kept) {
    write_file(path, "0123456789");
    AppendFile(path, "the records", kept).append("+");
    return read_file(path);
  };
  EXPECT_EQ(rest_of(0), "+");
  EXPECT_EQ(rest_of(4), "0123+");
  EXPECT_EQ(rest_of(10), "0123456789+");
  EXPECT_EQ(rest_of(11), "0123456789+");
  EXPECT_EQ(rest_of(AppendFile::kAll), "0123456789+");
}

TEST_F(AppendFileTest, IsMadeWhereThereIsNone) {
  AppendFile(path, "the records", AppendFile::kAll).append("+");
  EXPECT_EQ(read_file(path), "+");
}

TEST_F(AppendFileTest, WhatCannotBeOpenedIsNamed) {
  EXPECT_TRUE(has(error_of([&] { AppendFile(folder.path(), "the records", 0); }),
                  {"creating the records", folder.path(), "directory"}));
  EXPECT_TRUE(has(error_of([&] { AppendFile(folder / "missing/records", "the records", 0); }),
                  {"creating the records", "missing/records"}));
}

TEST_F(AppendFileTest, ARecordThatDoesNotFitLeavesNothingBehind) {
  AppendFile file(path, "the records", 0);
  file.append("0123");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight = before;
  tight.rlim_cur = 6;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const std::string error = error_of([&] { file.append("4567"); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(has(error, {"writing the records", path, "room for 2 of 4 bytes", "disk full"}));
  EXPECT_EQ(read_file(path), "0123");
  file.append("4567");
  EXPECT_EQ(read_file(path), "01234567");
}

}  // namespace
}  // namespace gan::test
