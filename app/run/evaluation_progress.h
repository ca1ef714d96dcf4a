// The progress of an evaluation on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "gan/base/on_progress.h"
#include "gan/data/image_set.h"
#include "gan/evaluation/evaluator.h"
#include "gan/report/terminal/status_line.h"

namespace gan::app {

// On a terminal, a status line; elsewhere a line for each download, the decoding of pictures, and
// each quarter of the classifier's training. After a stop signal, begin() and the returned
// functions throw Stopped (stop_signal.h) with `what_is_left` in its message. The functions must
// not outlive this object.
class EvaluationProgress {
 public:
  EvaluationProgress(bool quiet, std::string what_is_left);

  LoadProgress on_load();
  ClassifierProgress on_training();
  // Starts an activity ("measuring the samples"). Calls of on_progress()'s function show it.
  void begin(const std::string& activity);
  OnProgress on_progress();
  void clear() { line_.clear(); }

 private:
  OnDownload on_download();
  OnDecode on_decode();
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  }

  bool announces_;  // prints whole lines, because standard error is not a terminal
  std::string what_is_left_, announced_, activity_;
  StatusLine line_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// Adds the labels that a classifier needs to measure so many samples. Throws Error, with a hint at
// --features, as require_labels() and check_classes() do.
void prepare_labels(ImageSet& training, std::int64_t samples, const LoadProgress& on_load);

// By the network in the file `features`, or by the classifier if it is empty.
Evaluator evaluator_of(const ImageSet& training, const std::optional<ImageSet>& test,
                       Against against, const std::string& features, const at::Device& device,
                       EvaluationProgress& progress);

}  // namespace gan::app
