// The file a download grows in, PATH.part, until it is whole and gets its real name.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace gan {

// Holds a lock on PATH.part, so that of several processes one downloads and the others wait. What
// a process that died leaves is found again by the next one. All functions throw Error, naming the
// file, where the disk refuses.
class PartFile {
 public:
  // Opens PATH.part or makes an empty one. While another process holds it, calls `on_wait` with its
  // size about ten times a second, for at most `patience`; then throws Error.
  PartFile(const std::string& path, std::chrono::milliseconds patience,
           const std::function<void(std::int64_t)>& on_wait);
  // Leaves what has come for the next try, and removes an empty file.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::string& part() const { return part_; }
  int descriptor() const { return descriptor_; }
  std::int64_t size() const;
  void clear();
  // Brings the bytes to the disk and renames PATH.part to PATH, replacing what is there.
  void commit();

 private:
  bool try_lock();

  std::string path_, part_;
  int descriptor_ = -1;
  bool committed_ = false;
};

}  // namespace gan
