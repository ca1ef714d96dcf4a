// The progress of a training run on a terminal, as texts and as a bar.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "gan/report/terminal/status_line.h"
#include "gan/training/epoch_result.h"

namespace gan {

// Where a training run stands. NaN means not known yet, and is left out of the line.
struct ProgressState {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

  std::int64_t epoch = 0;      // the one under way, counted from 1
  std::int64_t epochs = 0;     // of the whole run
  std::int64_t iteration = 0;  // done in this epoch
  std::int64_t iterations_per_epoch = 0;
  double discriminator_loss = unknown;  // of the last epoch that is done
  double generator_loss = unknown;
  double images_per_second = unknown;
  double seconds_left = unknown;

  // The part of the whole run that is done, 0 to 1.
  double done() const;
};

// One line of at most width ASCII characters, without line end:
//
//   epoch  12/100 [====>               ]  11%  D 0.536  G 1.137  31.2k images/s  1:23 left
//
// What does not fit is left out: first the bar, then the rate, the percentage, the losses, the
// time.
std::string progress_line(const ProgressState& state, int width);

// The same for a download, in bytes; total 0 or less where it is not known:
//
//   train-images-idx3-ubyte.gz [=========>          ]  45%  4.3 of 9.5 MB
//
// A file name that does not fit loses its end.
std::string download_line(const std::string& file, std::int64_t done, std::int64_t total,
                          int width);

// An epoch's losses as the tutorial prints them, three lines, each with its line end:
//
//   ---- epoch 10 ----
//   Discriminator loss: 0.5364364385604858
//   Generator loss: 1.1371174
//
// The losses are those of the epoch's last iteration, as in the tutorial, in the fewest digits that
// read back as the same number: the discriminator's is a mean of two float32 losses computed in
// double, the generator's a float32. The text is the same in every locale.
std::string tutorial_lines(const EpochResult& result);

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
  void update();

  StatusLine line_;
  ProgressState state_;
  double done_at_start_ = 0;  // part of the run, so that one that goes on has its own speed
  std::optional<std::chrono::steady_clock::time_point> started_at_;
};

}  // namespace gan
