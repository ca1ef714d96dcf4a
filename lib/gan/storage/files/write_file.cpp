#include "gan/storage/files/write_file.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gan/base/error.h"
#include "gan/storage/files/descriptor.h"
#include "gan/storage/files/output_target.h"

namespace gan {
namespace {

// In the target's folder, so that rename() works, and within its limit on the length of names.
std::string temporary_name(const std::string& path) {
  const std::string ending = ".tmp-" + std::to_string(::getpid());
  const long most = ::pathconf(folder_of(path).c_str(), _PC_NAME_MAX);
  const std::size_t name = path.size() - (path.rfind('/') + 1);
  const std::size_t limit = most > 0 ? static_cast<std::size_t>(most) : NAME_MAX;
  const bool fits = name > limit || name + ending.size() <= limit;
  return path.substr(0, path.size() - (fits ? 0 : name + ending.size() - limit)) + ending;
}

bool write_all(int file, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(file, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EAGAIN) {
      pollfd room{file, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (written < 0 && errno != EINTR) {
      return false;
    }
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  return true;
}

// Copies owner and permissions of the file that it will replace, if any. Some file systems have
// neither, and only root may change an owner.
bool take_over(int file, const std::optional<struct stat>& existing) {
  if (!existing) return true;
  const auto done = [](int result) {
    return result == 0 || errno == EPERM || errno == ENOTSUP || errno == EINVAL;
  };
  return done(::fchown(file, existing->st_uid, existing->st_gid)) &&
         done(::fchmod(file, existing->st_mode & 07777));
}

bool write_and_sync(const std::string& path, const std::string& bytes,
                    const std::optional<struct stat>& like) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  return file.is_open() && write_all(file.number(), bytes) && take_over(file.number(), like) &&
         ::fsync(file.number()) == 0 && file.close();
}

// Without O_NONBLOCK, opening a pipe that has no reader would wait for ever.
bool write_stream(const std::string& path, const std::string& bytes) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  bool written = false;
  if (is_standard_output(path)) {
    written = write_all(STDOUT_FILENO, bytes);
  } else {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    written = file.is_open() && write_all(file.number(), bytes) && file.close();
  }
  const int reason = errno;
  std::signal(SIGPIPE, before);
  errno = reason;
  return written;
}

}  // namespace

// Some file systems cannot sync a folder, and a folder without read permission cannot be opened for
// it. The file itself is safe in both cases.
bool sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open() && ::fsync(folder.number()) == 0) return true;
  return errno == EINVAL || errno == ENOTSUP || errno == EACCES;
}

void check_writable(const std::string& path) {
  const OutputTarget target = output_target(path);
  if (target.stream) return;
  const std::string temporary = temporary_name(target.path);
  const bool written = write_and_sync(temporary, "", {});
  const int reason = errno;
  ::unlink(temporary.c_str());
  if (!written) throw not_written(path, reason);
}

void write_file(const std::string& path, const std::string& bytes) {
  const OutputTarget target = output_target(path);
  if (target.stream) {
    if (!write_stream(target.path, bytes)) throw not_written(path, errno);
    return;
  }
  const std::string temporary = temporary_name(target.path);
  const bool written = write_and_sync(temporary, bytes, target.existing) &&
                       ::rename(temporary.c_str(), target.path.c_str()) == 0;
  if (!written || !sync_folder(folder_of(target.path))) {
    const int reason = errno;
    ::unlink(temporary.c_str());
    throw not_written(path, reason);
  }
}

void remove_file(const std::string& path) {
  const OutputTarget target = output_target(path);
  if (target.existing && ::unlink(target.path.c_str()) != 0)
    throw Error("removing a file").at(path).found(system_reason(errno));
}

}  // namespace gan
