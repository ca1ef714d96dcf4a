// A file system of a few kilobytes, for tests of full and of read-only disks.
#pragma once

#include <cerrno>
#include <string>
#include <sys/mount.h>

#include "files.h"

namespace gan::test {

class SmallDisk {
 public:
  explicit SmallDisk(int kib) {
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, size(kib).c_str()) == 0;
    if (!mounted_) why_not_ = system_reason(errno);
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // Only root may mount.
  bool mounted() const { return mounted_; }
  const std::string& why_not() const { return why_not_; }
  const std::string& path() const { return folder_.path(); }
  bool resize(int kib) const { return remount(0, size(kib)); }
  bool make_read_only() const { return remount(MS_RDONLY, ""); }

 private:
  static std::string size(int kib) { return "size=" + std::to_string(kib) + "k"; }
  bool remount(unsigned long flags, const std::string& options) const {
    return ::mount("tmpfs", path().c_str(), "tmpfs", MS_REMOUNT | flags, options.c_str()) == 0;
  }
  TempFolder folder_;
  bool mounted_ = false;
  std::string why_not_;
};

}  // namespace gan::test
