// The folder that a training run leaves behind.
#pragma once

#include <cstdint>
#include <string>

namespace gan {

// Names of everything in a run's folder, and the rule that no run overwrites another.
class RunFolder {
 public:
  // Creates the folder and its samples/ where they are missing. Throws Error where it cannot, where
  // it is not writable, or where it already holds a run and `overwrite` is false. With `overwrite`
  // the files of the run before are removed, and nothing else.
  RunFolder(std::string path, bool overwrite);

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
  void remove_run() const;

  std::string path_;
};

}  // namespace gan
