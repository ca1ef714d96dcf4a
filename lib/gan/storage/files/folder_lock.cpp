#include "gan/storage/files/folder_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "gan/base/error.h"

namespace gan {
namespace {

// The process that the file gives as its holder. Another program's file may hold any text.
std::string holder(int file) {
  char text[20];
  const ssize_t size = ::pread(file, text, sizeof text, 0);
  const std::string number(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::size_t digits = number.find_first_not_of("0123456789");
  const bool whole = digits != 0 && digits != std::string::npos && number[digits] == '\n';
  if (!whole) return "another process";
  // Each container has its own process IDs.
  const std::string holder = number.substr(0, digits);
  const bool of_our_number = holder == std::to_string(::getpid());
  return "process " + holder + (of_our_number ? " (this one, or one in another container)" : "");
}

}  // namespace

FolderLock::FolderLock(const std::string& folder)
    : file_(::open((folder + "/.lock").c_str(),
                   O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666)) {
  const bool held = file_.is_open() && ::flock(file_.number(), LOCK_EX | LOCK_NB) == 0;
  const int reason = errno;
  Error failed = Error("locking the output folder").at(folder);
  if (!file_.is_open()) throw failed.at(folder + "/.lock").found(system_reason(reason));
  if (!held && reason == EWOULDBLOCK)
    throw failed.expected("no other process training in it")
        .found(holder(file_.number()))
        .hint("wait for it, end it, or use another folder");
  const bool lacks_locks = reason == ENOLCK || reason == EOPNOTSUPP || reason == ENOSYS;
  if (!held && !lacks_locks) throw failed.at(folder + "/.lock").found(system_reason(reason));
  // Only the error messages of other processes use the number, so a full disk does not matter.
  const std::string number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_.number(), 0) == 0)
    static_cast<void>(::pwrite(file_.number(), number.data(), number.size(), 0) < 0);
}

}  // namespace gan
