#include "gan/storage/files/append_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "gan/base/error.h"

namespace gan {

AppendFile::AppendFile(std::string path, std::string name, std::uintmax_t kept)
    : path_(std::move(path)),
      name_(std::move(name)),
      file_(
          ::open(path_.c_str(),
                 O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC | (kept > 0 ? 0 : O_TRUNC),
                 0666)) {
  if (!file_.is_open()) throw Error("creating " + name_).at(path_).found(system_reason(errno));
  const off_t size = ::lseek(file_.number(), 0, SEEK_END);
  if (kept == 0 || size < 0 || static_cast<std::uintmax_t>(size) <= kept) return;
  if (::ftruncate(file_.number(), static_cast<off_t>(kept)) != 0)
    throw Error("shortening " + name_).at(path_).found(system_reason(errno));
}

void AppendFile::append(const std::string& bytes) {
  const off_t before = ::lseek(file_.number(), 0, SEEK_END);
  ssize_t written = -1;
  do written = ::write(file_.number(), bytes.data(), bytes.size());
  while (written < 0 && errno == EINTR);
  if (written == static_cast<ssize_t>(bytes.size())) return;

  Error error = Error("writing " + name_).at(path_);
  error.found(written < 0 ? system_reason(errno)
                          : "room for " + std::to_string(written) + " of " +
                                std::to_string(bytes.size()) + " bytes");
  error.hint("is the disk full?");
  if (written > 0 && before >= 0 && ::ftruncate(file_.number(), before) != 0)
    error.hint("its last record is incomplete: " + system_reason(errno));
  throw error;
}

}  // namespace gan
