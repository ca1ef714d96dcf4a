// The folder that a training run leaves behind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gan/storage/checkpoint_folder.h"
#include "gan/storage/folder_lock.h"

namespace gan {

// Names of everything in a run's folder, and the rules that no run overwrites another and that one
// process at a time trains in it.
class RunFolder {
 public:
  enum class Use {
    fresh,      // for a first run
    overwrite,  // the files of the run that is there are removed, and nothing else
    resume,     // for the run that is there
  };

  // Creates the folder (unless for a resume) and its samples/ where they are missing, locks it for
  // as long as this object lives, and removes what a process that was killed left half written.
  // Throws Error where it cannot, where the folder is not writable, another process has locked it,
  // it holds a run and a fresh one was to begin, or none (no checkpoint) and one was to go on.
  RunFolder(std::string path, Use use);

  const std::string& path() const { return path_; }
  const CheckpointFolder& checkpoints() const { return checkpoints_; }
  std::string options() const { return path_ + "/options.json"; }
  std::string record() const { return path_ + "/run.json"; }
  std::string log() const { return path_ + "/log.jsonl"; }
  std::string loss_plot() const { return path_ + "/losses.svg"; }
  std::string generator() const { return path_ + "/gan_gen.pt"; }
  std::string discriminator() const { return path_ + "/gan_dis.pt"; }
  std::string sample(std::int64_t epoch) const;
  std::string grid() const { return path_ + "/samples/grid.png"; }
  std::string contact_sheet() const { return path_ + "/samples/progress.png"; }

 private:
  bool holds_run() const;
  void prepare(Use use);
  std::vector<std::string> single_files() const;
  void remove_run() const;
  void remove_half_written() const;

  std::string path_;
  CheckpointFolder checkpoints_;
  std::optional<FolderLock> lock_;
};

}  // namespace gan
