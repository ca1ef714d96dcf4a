#include "gan/storage/files/folder_lock.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include "files.h"
#include "storage/unprivileged.h"

namespace gan::test {
namespace {

// A process that holds the lock of a folder until it is killed.
class Holder {
 public:
  explicit Holder(const std::string& folder) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      const FolderLock lock(folder);
      if (::write(ends[1], "x", 1) != 1) ::_exit(1);
      for (;;) ::pause();
    }
    ::close(ends[1]);
    char ready;
    if (::read(ends[0], &ready, 1) != 1) throw std::runtime_error("the child has no lock");
    ::close(ends[0]);
  }
  ~Holder() { kill(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  pid_t process() const { return child_; }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
};

class FolderLockTest : public testing::Test {
 protected:
  std::string refusal() const {
    return error_of([&] { FolderLock lock(folder.path()); });
  }
  TempFolder folder;
};

TEST_F(FolderLockTest, RefusesASecondProcessUntilTheFirstIsKilled) {
  Holder other(folder.path());
  EXPECT_TRUE(
      has(refusal(), {"locking the output folder", folder.path(), "no other process training in it",
                      "found process " + std::to_string(other.process()), "another folder"}));
  EXPECT_TRUE(has(refusal(), {"process " + std::to_string(other.process())})) << "still there";
  other.kill();
  EXPECT_NO_THROW(FolderLock(folder.path()));
  EXPECT_TRUE(std::filesystem::exists(folder / ".lock"));
}

TEST_F(FolderLockTest, IsFreeAfterItsObject) {
  {
    const FolderLock lock(folder.path());
    EXPECT_TRUE(has(refusal(), {"found process " + std::to_string(::getpid()), "container"}));
  }
  EXPECT_NO_THROW(FolderLock(folder.path()));
}

TEST_F(FolderLockTest, MovesWithItsLock) {
  std::optional<FolderLock> first(folder.path());
  FolderLock second = std::move(*first);
  first.reset();
  EXPECT_TRUE(has(refusal(), {"found process"}));

  const TempFolder elsewhere;
  FolderLock third(elsewhere.path());
  third = std::move(second);
  EXPECT_TRUE(has(refusal(), {"found process"}));
  EXPECT_NO_THROW(FolderLock(elsewhere.path()));
}

TEST_F(FolderLockTest, AProgramThatIsStartedDoesNotInheritIt) {
  std::optional<FolderLock> lock(folder.path());
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl("/bin/sh", "sh", "-c", "echo; exec sleep 60", nullptr);
    ::_exit(127);
  }
  char ready;
  ASSERT_EQ(::read(ends[0], &ready, 1), 1);
  lock.reset();
  EXPECT_NO_THROW(FolderLock(folder.path())) << "the child is still there";
  EXPECT_EQ(::waitpid(child, nullptr, WNOHANG), 0);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_F(FolderLockTest, SaysItsNumberAndNoneLeftBefore) {
  write_file(folder / ".lock", "12345678901234567890 and more");
  const FolderLock lock(folder.path());
  EXPECT_EQ(read_file(folder / ".lock"), std::to_string(::getpid()) + "\n");
  for (const char* nonsense : {"", "\n", "12", "12x\n", "-3\n", "123456789012345678901234\n"}) {
    write_file(folder / ".lock", nonsense);
    EXPECT_TRUE(has(refusal(), {"found another process"})) << nonsense;
  }
}

TEST_F(FolderLockTest, TellsWhyTheFileCannotBeMade) {
  EXPECT_TRUE(has(error_of([&] { FolderLock lock(folder / "missing"); }),
                  {folder / "missing/.lock", "No such file or directory"}));
  std::filesystem::create_directory(folder / ".lock");
  EXPECT_TRUE(has(refusal(), {folder / ".lock", "Is a directory"}));
}

TEST_F(FolderLockTest, DoesNotWriteThroughALink) {
  write_file(folder / "mine", "mine");
  std::filesystem::create_symlink("mine", folder / ".lock");
  EXPECT_TRUE(has(refusal(), {folder / ".lock"}));
  EXPECT_EQ(read_file(folder / "mine"), "mine");
}

TEST_F(FolderLockTest, AFolderWithoutPermissionIsTold) {
  ::chmod(folder.path().c_str(), 0555);
  {
    const Unprivileged nobody;
    EXPECT_TRUE(has(refusal(), {folder / ".lock", "Permission denied"}));
  }
  ::chmod(folder.path().c_str(), 0755);
}

}  // namespace
}  // namespace gan::test
