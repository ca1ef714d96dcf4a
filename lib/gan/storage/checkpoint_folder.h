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

// Zeros in front, up to so many digits.
inline std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

// FOLDER/checkpoints: one file for each, epoch-0010.safetensors after ten epochs, or
// epoch-0010-iteration-00123.safetensors 123 iterations later; the newest two are kept. Files of
// other names are left alone. The one process that writes holds the folder's lock (folder_lock.h).
// What is done here needs no more than the files' names; what they hold is for others to check.
class CheckpointFolder {
 public:
  // Takes the run's folder; creates nothing.
  explicit CheckpointFolder(std::string folder);

  // The checkpoints' paths by their names, newest first, whatever is there under those names; none
  // where there is no folder. Throws Error where it cannot be read.
  std::vector<std::string> newest_first() const;

  const std::string& path() const { return folder_; }
  std::string path(const CheckpointPosition& position) const;

  // Writes a checkpoint (write_file.h) into the folder, which it makes where it is missing, and
  // then removes all but the newest two up to this position. Those of later positions are removed,
  // too: after going back they are no part of the run. Before writing, it removes what a process
  // that was killed left half written. Returns the path. Throws Error; the checkpoints that were
  // there stay then.
  std::string save(const CheckpointPosition& position, const std::string& bytes) const;

  // Renames what is damaged to PATH.damaged, so that it is no checkpoint any more. Throws Error.
  void set_aside(const std::string& path) const;

  // Removes all checkpoints, damaged and half written ones included, and the folder if nothing else
  // is in it. Throws Error.
  void remove_all() const;

 private:
  std::string folder_;
};

}  // namespace gan
