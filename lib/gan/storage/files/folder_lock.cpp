#include "gan/storage/files/folder_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "gan/base/error.h"

namespace gan {
namespace {

// Who says it holds the file; another program's file may say anything.
std::string holder(int file) {
  char text[20];
  const ssize_t size = ::pread(file, text, sizeof text, 0);
  const std::string number(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::size_t digits = number.find_first_not_of("0123456789");
  const bool whole = digits != 0 && digits != std::string::npos && number[digits] == '\n';
  if (!whole) return "another process";
  // Containers count their processes each for itself.
  const std::string holder = number.substr(0, digits);
  const bool of_our_number = holder == std::to_string(::getpid());
  return "process " + holder + (of_our_number ? ", this one or one in another container" : "");
}

bool lacks_locks(int reason) {
  return reason == ENOLCK || reason == EOPNOTSUPP || reason == ENOSYS;
}

}  // namespace

FolderLock::FolderLock(const std::string& folder) {
  const std::string path = folder + "/.lock";
  const Error failed = Error("locking the output folder").at(folder);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  if (file_ < 0) throw Error(failed).at(path).found(system_reason(errno));
  held_ = ::flock(file_, LOCK_EX | LOCK_NB) == 0;
  if (!held_ && !lacks_locks(errno)) {
    const int reason = errno;
    Error error = failed;
    if (reason == EWOULDBLOCK)
      error.expected("no other process training in it")
          .found(holder(file_))
          .hint("wait for it or end it, or use another folder");
    else
      error.at(path).found(system_reason(reason));
    ::close(file_);
    throw error;
  }
  // The number only serves the error of others, so a full disk does not matter here.
  const std::string number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_, 0) == 0)
    static_cast<void>(::pwrite(file_, number.data(), number.size(), 0) < 0);
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)), held_(std::exchange(other.held_, false)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  FolderLock taken(std::move(other));
  std::swap(file_, taken.file_);
  std::swap(held_, taken.held_);
  return *this;
}

}  // namespace gan
