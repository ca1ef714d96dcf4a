#include "gan/storage/files/output_target.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace gan {
namespace {

constexpr int kMostLinks = 40;  // the kernel's own limit

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
      return "check that the folder exists";
    case ENXIO:
      return "no reader or device is connected; for a pipe, start the reader first";
    default:
      return "";
  }
}

// /proc/self/fd/1 and the like are open files, which may have no path.
bool names_descriptors(const std::string& folder) {
  struct statfs status {};
  return ::statfs(folder.c_str(), &status) == 0 && status.f_type == PROC_SUPER_MAGIC;
}

OutputTarget follow_links(const std::string& path) {
  OutputTarget followed{path, false, {}};
  for (int links = 0; links <= kMostLinks; ++links) {
    char target[PATH_MAX];
    const ssize_t size = ::readlink(followed.path.c_str(), target, sizeof target);
    if (size < 0 && (errno == EINVAL || errno == ENOENT)) return followed;
    if (size < 0) throw not_written(path, errno);
    const std::string folder = folder_of(followed.path);
    followed.stream = names_descriptors(folder);
    if (followed.stream) return followed;
    const std::string next(target, static_cast<std::size_t>(size));
    followed.path = next[0] == '/' ? next : folder + "/" + next;
  }
  throw not_written(path, ELOOP);
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Error not_written(const std::string& path, int reason) {
  return Error("writing a file").at(path).found(system_reason(reason)).hint(remedy(reason));
}

OutputTarget output_target(const std::string& path) {
  if (path == "-") return {"/dev/stdout", true, {}};
  OutputTarget target = follow_links(path);
  struct stat status {};
  if (::stat(target.path.c_str(), &status) != 0) {
    if (errno == ENOENT && !target.stream) return target;
    throw not_written(path, errno);
  }
  if (S_ISDIR(status.st_mode)) throw not_written(path, EISDIR);
  if (S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode))
    throw Error("writing a file")
        .at(path)
        .expected("a file, a pipe or a character device")
        .found(S_ISBLK(status.st_mode) ? "a disk" : "a socket");
  if (::faccessat(AT_FDCWD, target.path.c_str(), W_OK, AT_EACCESS) != 0)
    throw not_written(path, errno);
  if (!S_ISREG(status.st_mode)) target.stream = true;
  if (!target.stream) target.existing = status;
  return target;
}

bool is_standard_output(const std::string& path) {
  if (path == "-") return true;
  struct stat named {
  }, output{};
  return ::stat(path.c_str(), &named) == 0 && ::fstat(STDOUT_FILENO, &output) == 0 &&
         named.st_dev == output.st_dev && named.st_ino == output.st_ino &&
         (!S_ISREG(named.st_mode) || output_target(path).stream);
}

}  // namespace gan
