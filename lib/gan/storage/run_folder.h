// The folder of a training run.
#pragma once

#include <optional>
#include <string>

#include "gan/storage/files/folder_lock.h"
#include "gan/storage/run_paths.h"

namespace gan {

// A run's folder, for the process that trains in it. No run overwrites another, and only one
// process at a time trains in a folder.
class RunFolder : public RunPaths {
 public:
  enum class Use {
    fresh,      // starts a new run
    overwrite,  // removes the files of the existing run, and nothing else; then starts a new run
    resume,     // continues the existing run
  };

  // Creates the folder (not for a resume) and its samples/ if they are missing, locks it for the
  // lifetime of this object, and removes the half-written files of killed processes. Throws Error
  // if that fails, the folder is not writable, another process has locked it, it holds a file of a
  // run (fresh), or it holds no checkpoint (resume).
  RunFolder(std::string path, Use use);

 private:
  void prepare(Use use);

  std::optional<FolderLock> lock_;
};

}  // namespace gan
