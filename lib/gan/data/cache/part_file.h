// PATH.part: a file that is downloaded or computed, until it is complete and gets its final name.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "gan/base/error.h"

namespace gan {

// Holds a lock on PATH.part, so that of several processes one makes the file and the others wait.
// The next process finds the bytes that a dead one left. All functions throw Error at the file if
// the system reports an error.
class PartFile {
 public:
  // Opens PATH.part or creates an empty one. While another process holds it, calls `on_wait` with
  // its size about ten times a second, for at most `patience`; then throws Error. `doing` begins
  // the errors' text.
  PartFile(const std::string& path, std::chrono::milliseconds patience,
           const std::function<void(std::int64_t)>& on_wait, std::string doing = "downloading");
  // Keeps the received bytes for the next try; removes an empty file.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::string& part() const { return part_; }
  int descriptor() const { return descriptor_; }
  std::int64_t size() const;
  void clear();
  // Writes the bytes to the disk and renames PATH.part to PATH, replacing an existing file.
  void commit() { commit(path_); }
  // The same with another path on the same file system.
  void commit(const std::string& path);

 private:
  bool try_lock();
  Error failure(const std::string& path, int why) const;

  std::string doing_, path_, part_;
  int descriptor_ = -1;
  bool committed_ = false;
};

}  // namespace gan
