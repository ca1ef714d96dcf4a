#include "gan/base/positioned_io.h"

#include <cerrno>
#include <unistd.h>

namespace gan {

void read_at(int descriptor, std::uint64_t offset, void* to, std::size_t count,
             const Error& failed) {
  auto* at = static_cast<char*>(to);
  while (count > 0) {
    const ssize_t got = ::pread(descriptor, at, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(failed).found(system_reason(errno));
    if (got == 0) throw Error(failed).found("a file that became shorter while it was read");
    at += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

void write_at(int descriptor, std::uint64_t offset, const void* from, std::size_t count,
              const Error& failed) {
  const auto* at = static_cast<const char*>(from);
  while (count > 0) {
    const ssize_t put = ::pwrite(descriptor, at, count, static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw Error(failed).found(system_reason(errno));
    at += put;
    offset += static_cast<std::uint64_t>(put);
    count -= static_cast<std::size_t>(put);
  }
}

}  // namespace gan
