#include "gan/storage/write_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gan/base/error.h"

namespace gan {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  // Network file systems report a failed write only here.
  bool close() {
    const int closing = number_;
    number_ = -1;
    return ::close(closing) == 0;
  }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string remedy(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT:
      return "make room on the disk";
    case EACCES:
    case EPERM:
    case EROFS:
      return "check the folder's permissions";
    case ENOENT:
    case ENOTDIR:
      return "check that the folder is there";
    default:
      return "";
  }
}

Error not_written(const std::string& path, int reason) {
  return Error("writing a file").at(path).found(system_reason(reason)).hint(remedy(reason));
}

std::string temporary_name(const std::string& path) {
  return path + ".tmp-" + std::to_string(::getpid());
}

bool write_all(int file, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(file, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    done += static_cast<std::size_t>(written);
  }
  return true;
}

bool write_and_sync(const std::string& path, const std::string& bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  return file.is_open() && write_all(file.number(), bytes) && ::fsync(file.number()) == 0 &&
         file.close();
}

}  // namespace

// Some file systems cannot sync a folder, and a folder that one may not list cannot be opened for
// it; the file itself is safe there all the same.
bool sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open() && ::fsync(folder.number()) == 0) return true;
  return errno == EINVAL || errno == ENOTSUP || errno == EACCES;
}

void check_writable(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
    throw not_written(path, EISDIR);
  const std::string temporary = temporary_name(path);
  const bool written = write_and_sync(temporary, "");
  const int reason = errno;
  ::unlink(temporary.c_str());
  if (!written) throw not_written(path, reason);
}

void write_file(const std::string& path, const std::string& bytes) {
  const std::string temporary = temporary_name(path);
  const bool written =
      write_and_sync(temporary, bytes) && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written || !sync_folder(folder_of(path))) {
    const int reason = errno;
    ::unlink(temporary.c_str());
    throw not_written(path, reason);
  }
}

std::string read_file(const std::string& path, std::size_t limit) {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    throw Error("reading a file").at(path).found(system_reason(errno));
  if (!S_ISREG(status.st_mode))
    throw Error("reading a file")
        .at(path)
        .expected("a regular file")
        .found(S_ISDIR(status.st_mode) ? "a folder" : "something else");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > limit)
    throw Error("reading a file")
        .at(path)
        .expected("at most " + std::to_string(limit) + " bytes")
        .found(std::to_string(size));

  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.number(), &bytes[done], size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error("reading a file").at(path).found(system_reason(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace gan
