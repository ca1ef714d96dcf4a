// The folder that a training run leaves behind.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
  // A file that a fresh run would write over, or that it would take for its own later.
  std::optional<std::string> part_of_a_run() const;
  void prepare(Use use);
  std::vector<std::string> single_files() const;
  // Those, whether they are there or not, and the samples that are.
  std::vector<std::string> files() const;
  void remove_run() const;
  void remove_half_written() const;

  std::optional<FolderLock> lock_;
};

}  // namespace gan
