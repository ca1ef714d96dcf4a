#include "gan/base/byte_source.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "gan/base/error.h"
#include "gan/base/positioned_io.h"

namespace gan {

void MemorySource::read(std::uint64_t offset, void* to, std::size_t count) const {
  if (offset > bytes_.size() || count > bytes_.size() - offset)
    throw Error("reading bytes in memory").found("a range beyond their end");
  if (count > 0) std::memcpy(to, bytes_.data() + offset, count);
}

std::string read_all(const ByteSource& source) {
  std::string bytes(static_cast<std::size_t>(source.size()), '\0');
  source.read(0, bytes.data(), bytes.size());
  return bytes;
}

FileSource::FileSource(std::string path, std::string doing)
    : path_(std::move(path)), doing_(std::move(doing)) {
  // Non-blocking: otherwise open() waits for the writer of a named pipe, which is refused below.
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) {
    const int why = errno;
    if (why == ENOENT) throw Error(doing_).at(path_).expected("a file").found("none of that name");
    throw Error(doing_).at(path_).expected("a readable file").found(system_reason(why));
  }
  struct stat status {};
  const int failed = ::fstat(descriptor_, &status) == 0 ? 0 : errno;
  size_ = static_cast<std::uint64_t>(status.st_size);
  if (failed == 0 && S_ISREG(status.st_mode)) return;
  ::close(descriptor_);
  const std::string kind = S_ISDIR(status.st_mode) ? "a folder" : "a device or a pipe";
  throw Error(doing_).at(path_).expected("a file").found(failed != 0 ? system_reason(failed)
                                                                     : kind);
}

FileSource::~FileSource() {
  ::close(descriptor_);
}

void FileSource::read(std::uint64_t offset, void* to, std::size_t count) const {
  const std::string size = std::to_string(size_) + " bytes";
  read_at(descriptor_, offset, to, count, Error(doing_).at(path_).expected(size));
}

}  // namespace gan
