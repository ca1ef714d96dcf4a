// What `gan train` says while it trains.
#pragma once

#include <string>

#include "commands/train_options.h"
#include "gan/evaluation/evaluation.h"
#include "gan/report/terminal/progress.h"
#include "gan/training/epoch_result.h"

namespace gan::app {

// Standard output carries what the tutorial prints; how it is going is told on standard error.
class TrainingConsole {
 public:
  explicit TrainingConsole(const TrainOptions& options);

  // Says nothing where the run is to be quiet.
  void say(const std::string& line);
  // Even a quiet run does not keep to itself that something is not as it was asked for. Nothing for
  // no text.
  void warn(const std::string& line);

  void after_iteration(std::int64_t epoch, std::int64_t iteration) {
    bar_.iteration(epoch, iteration);
  }
  void evaluated(std::int64_t epoch, const Evaluation& evaluation);
  // A warning that lasts is given once.
  void after_epoch(const EpochResult& result);

 private:
  bool quiet_;
  std::int64_t log_every_;
  bool on_terminal_;
  bool warned_ = false;
  ProgressBar bar_;
};

}  // namespace gan::app
