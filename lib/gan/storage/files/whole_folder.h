// Writes a folder with many files completely or not at all.
#pragma once

#include <functional>
#include <string>

#include "gan/base/error.h"

namespace gan {

// The files go to PATH.tmp-PROCESS first, which publish() renames to PATH; the destructor removes
// it. A process that is killed leaves it there, and at PATH what was there. A folder that is
// replaced is PATH.old-PROCESS until it is removed.
class WholeFolder {
 public:
  // Whether an entry of an existing folder ("star", "star/00001.png") may be replaced.
  using MayReplace = std::function<bool(const std::string& name)>;

  // A folder that exists must be empty, or, with `overwrite`, hold only what may be replaced.
  // Creates the folders above it. `flag`: the one that gave the path, for errors. Throws Error.
  WholeFolder(const std::string& path, const std::string& flag, bool overwrite,
              MayReplace may_replace);
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;
  WholeFolder& operator=(const WholeFolder&) = delete;

  // A file in it ("00001.png") or in a folder of it ("star/00001.png"). Several threads may call
  // it. Throws Error.
  void add(const std::string& name, const std::string& bytes) const;

  // Writes all to the disk, which is much faster at once than file by file, and puts the folder in
  // its place. Throws Error; then what was there stays.
  void publish();

 private:
  void check_existing() const;
  Error not_prepared() const;

  std::string asked_, flag_, path_, temporary_;  // path_: with links followed
  bool overwrite_;
  MayReplace may_replace_;
};

}  // namespace gan
