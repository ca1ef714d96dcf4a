// The progress of a training run on a terminal.
#pragma once

#include <chrono>
#include <cstdint>

#include "gan/report/terminal/progress_line.h"
#include "gan/report/terminal/status_line.h"
#include "gan/training/epoch_result.h"

namespace gan {

// A bar with epoch, losses and speed of the last epoch, and the time left at the mean speed so far.
// Call clear before anything else is printed; the next iteration draws it again.
class ProgressBar {
 public:
  // Usually ProgressBar(STDERR_FILENO, is_terminal(STDERR_FILENO) && !quiet, ...). Where it is not
  // enabled, nothing is written. epochs: of the whole run, those of an earlier part included.
  ProgressBar(int file_descriptor, bool enabled, std::int64_t epochs,
              std::int64_t iterations_per_epoch);

  // After each iteration; epoch and iteration are counted from 1. Cheap: draws at most ten times a
  // second.
  void iteration(std::int64_t epoch, std::int64_t iteration);

  // After each epoch: its mean losses and speed are shown from now on. Keeps state() up to date,
  // also where nothing is drawn.
  void epoch_done(const EpochResult& result);

  void clear() { line_.clear(); }

  const ProgressState& state() const { return state_; }

 private:
  using Clock = std::chrono::steady_clock;

  void draw_when_due();
  void update_seconds_left();

  StatusLine line_;
  ProgressState state_;
  bool started_ = false;
  double done_at_start_ = 0;  // part of the run, so that one that goes on has its own speed
  Clock::time_point started_at_;
};

}  // namespace gan
