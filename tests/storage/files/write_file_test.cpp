#include "gan/storage/files/write_file.h"

#include <csignal>
#include <filesystem>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/storage/files/read_file.h"
#include "storage/named_files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

// Makes the system refuse to write files beyond `bytes`, as a full disk would in the middle.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

class WriteFile : public NamedFiles {};

TEST_F(WriteFile, WritesWhatItIsGiven) {
  const std::string zeros_and_lines("a\0\n\r\n\xff", 6);
  for (const std::string& bytes : {std::string(), zeros_and_lines, noise(3000000)}) {
    gan::write_file(folder / "file", bytes);
    EXPECT_EQ(gan::read_file(folder / "file", 3000000), bytes);
  }
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
}

TEST_F(WriteFile, TellsBeforeWhetherItCan) {
  gan::write_file(folder / "file", "content");
  EXPECT_NO_THROW(check_writable(folder / "file"));
  EXPECT_EQ(gan::read_file(folder / "file", 100), "content");
  EXPECT_NO_THROW(check_writable(folder / "new"));
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
  for (const std::string& path : {folder / "none/file", folder / "file/file", folder.path()})
    EXPECT_EQ(error_of([&] { check_writable(path); }),
              error_of([&] { gan::write_file(path, "content"); }));
}

TEST_F(WriteFile, ReplacesTheOldFileInOneGo) {
  gan::write_file(folder / "file", "old content");
  std::ifstream reader(folder / "file");
  gan::write_file(folder / "file", "new");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old content");
  EXPECT_EQ(read_file(folder / "file"), "new");
}

TEST_F(WriteFile, OthersMayReadTheFile) {
  const mode_t before = ::umask(022);
  gan::write_file(folder / "file", "x");
  ::umask(before);
  struct stat status {};
  ASSERT_EQ(::stat((folder / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0644u);
}

TEST_F(WriteFile, AFullDiskLosesNothing) {
  gan::write_file(folder / "file", "old content");
  const std::string text = error_of([&] {
    const FileSizeLimit limit(100000);
    gan::write_file(folder / "file", noise(300000));
  });
  EXPECT_TRUE(has(text, {"writing a file", folder / "file", "File too large"}));
  EXPECT_EQ(read_file(folder / "file"), "old content");
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
}

TEST_F(WriteFile, AFolderThatIsNotThereIsTold) {
  for (const std::string& path : {folder / "no/file", folder / "no/such/file"})
    EXPECT_TRUE(
        has(error_of([&] { gan::write_file(path, "x"); }), {path, "No such file or directory"}));
  write_file(folder / "plain", "");
  EXPECT_TRUE(
      has(error_of([&] { gan::write_file(folder / "plain/file", "x"); }), {"Not a directory"}));
  EXPECT_TRUE(has(error_of([&] { gan::write_file("", "x"); }), {"writing a file"}));
  EXPECT_EQ(names(), (std::set<std::string>{"plain"}));
}

TEST_F(WriteFile, AFolderInTheFilesPlaceStays) {
  std::filesystem::create_directory(folder / "file");
  EXPECT_TRUE(has(error_of([&] { gan::write_file(folder / "file", "x"); }), {folder / "file"}));
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
  EXPECT_TRUE(std::filesystem::is_directory(folder / "file"));
}

TEST_F(WriteFile, ANameTooLongIsTold) {
  const std::string path = folder / std::string(300, 'x');
  EXPECT_TRUE(has(error_of([&] { gan::write_file(path, "x"); }), {"File name too long"}));
}

TEST_F(WriteFile, AFolderWithoutPermissionIsTold) {
  gan::write_file(folder / "file", "old content");
  ::chmod(folder.path().c_str(), 0555);
  {
    const Unprivileged nobody;
    EXPECT_TRUE(has(error_of([&] { gan::write_file(folder / "file", "x"); }),
                    {folder / "file", "Permission denied", "permissions"}));
  }
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(read_file(folder / "file"), "old content");
  EXPECT_EQ(names(), (std::set<std::string>{"file"}));
}

TEST_F(WriteFile, PermissionsOfTheOldFileStay) {
  write_file(folder / "file", "old");
  ::chmod((folder / "file").c_str(), 0640);
  const bool root = ::geteuid() == 0;
  const uid_t user = root ? 65534 : ::geteuid();
  const gid_t group = root ? 65533 : ::getegid();
  ASSERT_EQ(::chown((folder / "file").c_str(), user, group), 0);
  gan::write_file(folder / "file", "new");
  struct stat status {};
  ASSERT_EQ(::stat((folder / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
  EXPECT_EQ(status.st_uid, user);
  EXPECT_EQ(status.st_gid, group);
}

TEST_F(WriteFile, AFileThatMayNotBeWrittenToStays) {
  write_file(folder / "file", "old");
  ::chmod((folder / "file").c_str(), 0444);
  ::chmod(folder.path().c_str(), 0777);
  {
    const Unprivileged nobody;
    EXPECT_TRUE(has(error_of([&] { gan::write_file(folder / "file", "x"); }),
                    {folder / "file", "Permission denied"}));
  }
  EXPECT_EQ(read_file(folder / "file"), "old");
}

TEST_F(WriteFile, AFileInTheWorkingFolderNeedsNoSlash) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  EXPECT_NO_THROW(gan::write_file("file", "here"));
  std::filesystem::current_path(before);
  EXPECT_EQ(read_file(folder / "file"), "here");
}

}  // namespace
}  // namespace gan::test
