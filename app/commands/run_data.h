// The training images of the run that a network belongs to.
#pragma once

#include <optional>
#include <string>

#include "gan/data/options.h"

namespace gan::app {

struct RunData {
  DataOptions options;
  std::string options_file;  // which gave them
  std::string sha256;        // of the images; empty if the run's record does not say
};

// For a run's gan_gen.pt or best_gen.pt, or one of its checkpoints, in its place in the run's
// folder; nothing for other files. Throws Error, as read_options() does, for wrong options.
std::optional<RunData> data_of_run(const std::string& network);

}  // namespace gan::app
