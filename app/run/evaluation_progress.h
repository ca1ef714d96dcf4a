// What is said on standard error while an evaluation is prepared and made.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "gan/base/on_progress.h"
#include "gan/report/terminal/status_line.h"

namespace gan::app {

// A line that is drawn over itself on a terminal; elsewhere one line about the classifier's
// training. begin() and what the other members give throw Stopped (stop_signal.h) after a stop
// signal, with `what_is_left` in it; the latter must not outlive this.
class EvaluationProgress {
 public:
  EvaluationProgress(bool quiet, std::string what_is_left);

  OnDownload on_download();
  ClassifierProgress on_training();
  // What happens from now on ("measuring the samples"), shown while on_progress() is called.
  void begin(const std::string& activity);
  OnProgress on_progress();
  void clear() { line_.clear(); }

 private:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  }

  bool announces_;  // where there is no terminal
  std::string what_is_left_, announced_, activity_;
  StatusLine line_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace gan::app
