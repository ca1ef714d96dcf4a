// The output of `gan train` while it trains.
#pragma once

#include <string>

#include "commands/train_options.h"
#include "gan/evaluation/evaluation.h"
#include "gan/report/terminal/progress.h"
#include "gan/training/epoch_result.h"

namespace gan::app {

// Standard output gets the same lines as the tutorial prints, standard error the progress.
class TrainingConsole {
 public:
  explicit TrainingConsole(const TrainOptions& options);

  // Prints a line on standard output, unless --quiet is set.
  void say(const std::string& line);
  // Prints a warning on standard error, also with --quiet. Nothing for an empty text.
  void warn(const std::string& line);

  void after_iteration(std::int64_t epoch, std::int64_t iteration) {
    bar_.iteration(epoch, iteration);
  }
  void evaluated(std::int64_t epoch, const Evaluation& evaluation);
  // If several epochs in a row have a warning, prints the first one only.
  void after_epoch(const EpochResult& result);

 private:
  bool quiet_;
  std::int64_t log_every_;
  bool on_terminal_;
  bool warned_ = false;
  ProgressBar bar_;
};

}  // namespace gan::app
