// What is said on standard error while an evaluation is prepared and made.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "gan/report/terminal/status_line.h"

namespace gan::app {

// A line that is drawn over itself on a terminal; elsewhere one line about the classifier's
// training. All members throw Stopped (stop_signal.h) after a stop signal, with `what_is_left` in
// it.
class EvaluationProgress {
 public:
  EvaluationProgress(bool quiet, std::string what_is_left);

  // A file that is downloaded; for load_training_images() and its like.
  void download(const std::string& file, std::int64_t done, std::int64_t total);
  // The classifier's training; for Evaluator.
  void classifier_step(std::int64_t step, std::int64_t steps);
  // What happens from now on ("measuring the samples"), shown while update() is called.
  void begin(const std::string& activity);
  void update();
  void clear() { line_.clear(); }

 private:
  bool quiet_, on_terminal_;
  std::string what_is_left_, announced_, activity_;
  StatusLine line_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace gan::app
