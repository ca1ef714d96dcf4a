// One process at a time in a folder.
#pragma once

#include <string>

#include "gan/storage/files/descriptor.h"

namespace gan {

// Locks FOLDER/.lock by flock(2). The lock ends with this object or with the process, however that
// ends; programs that the process starts do not inherit it. The file stays: removing it could let a
// second process lock a new file while a first one locks the old one.
//
// On a file system without locks (some network and cloud ones), the folder is used without a lock.
class FolderLock {
 public:
  // Creates FOLDER/.lock if it is missing and writes the process ID into it, for the error message
  // of a second process. Throws Error if another process, or another object of this one, holds the
  // lock, and if the file cannot be created.
  explicit FolderLock(const std::string& folder);

 private:
  Descriptor file_;
};

}  // namespace gan
