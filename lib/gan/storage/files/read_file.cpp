#include "gan/storage/files/read_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gan/base/error.h"
#include "gan/storage/files/descriptor.h"

namespace gan {

std::string read_file(const std::string& path, std::size_t limit) {
  // Without O_NONBLOCK, opening a pipe would wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    throw Error("reading a file").at(path).found(system_reason(errno));
  if (!S_ISREG(status.st_mode))
    throw Error("reading a file")
        .at(path)
        .expected("a regular file")
        .found(S_ISDIR(status.st_mode) ? "a folder" : "a pipe or a device");
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
