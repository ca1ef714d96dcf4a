// The folder that a training run leaves behind.
#pragma once

#include <optional>
#include <string>

#include "gan/storage/files/folder_lock.h"
#include "gan/storage/run_paths.h"

namespace gan {

// A run's folder for the one that trains in it: the rules that no run overwrites another and that
// one process at a time trains in it.
class RunFolder : public RunPaths {
 public:
  enum class Use {
    fresh,      // for a first run
    overwrite,  // the files of the run that is there are removed, and nothing else
    resume,     // for the run that is there
  };

  // Creates the folder (unless for a resume) and its samples/ where they are missing, locks it for
  // as long as this object lives, and removes what a process that was killed left half written.
  // Throws Error where it cannot, where the folder is not writable, another process has locked it,
  // it holds a file of a run and a fresh one was to begin, or no checkpoint to go on from.
  RunFolder(std::string path, Use use);

 private:
  void prepare(Use use);

  std::optional<FolderLock> lock_;
};

}  // namespace gan
