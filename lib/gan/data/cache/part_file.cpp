#include "gan/data/cache/part_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace gan {

PartFile::PartFile(const std::string& path, std::chrono::milliseconds patience,
                   const std::function<void(std::int64_t)>& on_wait, std::string doing)
    : doing_(std::move(doing)), path_(path), part_(path + ".part") {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!try_lock()) {
    if (std::chrono::steady_clock::now() >= deadline)
      throw Error(doing_)
          .at(part_)
          .found("another process that has not finished this file")
          .hint("wait for that process or end it, then try again");
    struct stat status {};
    if (on_wait) on_wait(::stat(part_.c_str(), &status) == 0 ? status.st_size : 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

Error PartFile::failure(const std::string& path, int why) const {
  return Error(doing_).at(path).found(system_reason(why));
}

// False while another process holds the file, or has just renamed or removed it.
bool PartFile::try_lock() {
  descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw failure(part_, errno);
  struct stat held {
  }, named{};
  const int why = ::fstat(descriptor_, &held) == 0 ? 0 : errno;
  if (why != 0 || !S_ISREG(held.st_mode)) {
    ::close(descriptor_);
    throw failure(part_, why != 0 ? why : EEXIST).expected("a regular file");
  }
  // A file system without locks is accepted: the checksum still protects the result.
  const bool locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
  if (locked && ::stat(part_.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
      held.st_dev == named.st_dev)
    return true;
  ::close(descriptor_);
  return false;
}

PartFile::~PartFile() {
  struct stat status {};
  const bool empty = ::fstat(descriptor_, &status) == 0 && status.st_size == 0;
  if (empty && !committed_) ::unlink(part_.c_str());
  ::close(descriptor_);
}

std::int64_t PartFile::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw failure(part_, errno);
  return status.st_size;
}

void PartFile::clear() {
  if (::ftruncate(descriptor_, 0) != 0) throw failure(part_, errno);
}

void PartFile::commit(const std::string& path) {
  if (::fsync(descriptor_) != 0) throw failure(part_, errno);
  if (std::rename(part_.c_str(), path.c_str()) != 0) throw failure(path, errno);
  committed_ = true;
  // Syncing the folder writes the rename to the disk; not every file system can do that.
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return;
  static_cast<void>(::fsync(opened));
  ::close(opened);
}

}  // namespace gan
