// One process at a time in a folder.
#pragma once

#include <string>

#include "gan/storage/files/descriptor.h"

namespace gan {

// Holds FOLDER/.lock by flock(2). The lock ends with this object or with the process, however that
// ends, and no program that the process starts inherits it. The file stays: who removed it could
// take it from under another process that is just locking it.
//
// A file system without locks (some network and cloud ones) is no reason not to train: the folder
// is used without a lock there.
class FolderLock {
 public:
  // Makes FOLDER/.lock where it is missing and writes the process's number into it, which the error
  // of the second process names. Throws Error where another process, or another object of this one,
  // holds the lock, and where the file cannot be made.
  explicit FolderLock(const std::string& folder);

 private:
  Descriptor file_;
};

}  // namespace gan
