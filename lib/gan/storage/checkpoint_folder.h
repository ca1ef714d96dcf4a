// The checkpoints that a run keeps.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gan {

// How far a run is: whole epochs done, and iterations done of the next one. 0 to 10^15 - 1 each.
struct CheckpointPosition {
  std::int64_t epochs = 0;
  std::int64_t iterations = 0;
};

inline bool operator<(const CheckpointPosition& a, const CheckpointPosition& b) {
  return std::pair(a.epochs, a.iterations) < std::pair(b.epochs, b.iterations);
}

// With leading zeros, at least `digits` long.
inline std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

// FOLDER/checkpoints: one file per checkpoint, epoch-0010.safetensors after ten epochs, or
// epoch-0010-iteration-00123.safetensors 123 iterations later; the newest two are kept. Files with
// other names stay untouched. Only the process that holds the folder's lock (folder_lock.h) may
// write. This class goes by file names and does not check contents.
class CheckpointFolder {
 public:
  // Takes the run's folder; creates nothing.
  explicit CheckpointFolder(std::string folder);

  // The paths of all files named like checkpoints, newest first; none if the folder does not exist.
  // Throws Error if the folder cannot be read.
  std::vector<std::string> newest_first() const;

  const std::string& path() const { return folder_; }
  std::string path(const CheckpointPosition& position) const;

  // Writes a checkpoint (write_file.h) and returns its path. Creates the folder if it is missing,
  // and first removes the half-written files of killed processes. Afterwards removes all but the
  // newest two checkpoints up to this position, and all of later positions: after a rollback they
  // no longer belong to the run. Throws Error; the earlier checkpoints stay then.
  std::string save(const CheckpointPosition& position, const std::string& bytes) const;

  // Renames a damaged file to PATH.damaged, so that it no longer counts as a checkpoint. Throws
  // Error.
  void set_aside(const std::string& path) const;

  // Removes all checkpoints, damaged and half-written ones included, and the folder if it is empty
  // then. Throws Error.
  void remove_all() const;

 private:
  std::string folder_;
};

}  // namespace gan
