// Writes a folder with many files completely or not at all.
#pragma once

#include <functional>
#include <string>

namespace gan {

// The files go to PATH.tmp-PROCESS first, which publish() renames to PATH; the destructor removes
// it. A process that is killed leaves it there, and at PATH what was there. A folder that is
// replaced is PATH.old-PROCESS until it is removed.
class WholeFolder {
 public:
  // Whether an entry of an existing folder ("star", "star/00001.png") may be replaced.
  using MayReplace = std::function<bool(const std::string& name)>;

  // A folder that exists must be empty, or, with `overwrite`, hold only what may be replaced.
  // Creates the folders above it. Throws Error.
  WholeFolder(const std::string& path, bool overwrite, MayReplace may_replace);
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;
  WholeFolder& operator=(const WholeFolder&) = delete;

  // A file in a folder of this folder. Several threads may call it. Throws Error.
  void add(const std::string& folder, const std::string& name, const std::string& bytes) const;

  // Writes all to the disk, which is much faster at once than file by file, and puts the folder in
  // its place. Throws Error; then what was there stays.
  void publish();

 private:
  void check_existing() const;

  std::string asked_, path_, temporary_;  // path_: with links followed
  bool overwrite_;
  MayReplace may_replace_;
};

}  // namespace gan
