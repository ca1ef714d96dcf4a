// The progress of a training run, as texts and as a bar on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "gan/report/terminal/status_line.h"
#include "gan/training/epoch_result.h"

namespace gan {

// The progress of a training run. NaN means not known yet; the line leaves it out.
struct ProgressState {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

  std::int64_t epoch = 0;      // the current one, counted from 1
  std::int64_t epochs = 0;     // of the whole run
  std::int64_t iteration = 0;  // done in this epoch
  std::int64_t iterations_per_epoch = 0;
  double discriminator_loss = unknown;  // of the last finished epoch
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
// Parts that do not fit are left out: first the bar, then the rate, the percentage, the losses, the
// time.
std::string progress_line(const ProgressState& state, int width);

// The same for a download. done and total: in bytes; total is 0 or less if unknown:
//
//   train-images-idx3-ubyte.gz [=========>          ]  45%  4.3 of 9.5 MB
//
// A file name that does not fit is cut at its end.
std::string download_line(const std::string& file, std::int64_t done, std::int64_t total,
                          int width);
// The same for a count of things:
//
//   decoding pictures [=========>          ]  45%  4,500 of 10,000
std::string count_line(const std::string& activity, std::int64_t done, std::int64_t total,
                       int width);

// An epoch's losses as the tutorial prints them, three lines, each with its line end:
//
//   ---- epoch 10 ----
//   Discriminator loss: 0.5364364385604858
//   Generator loss: 1.1371174
//
// The losses are those of the epoch's last iteration, as in the tutorial, with the fewest digits
// that read back as the same number. The discriminator's is a mean of two float32 losses, computed
// in double; the generator's is a float32. The text is the same in every locale.
std::string tutorial_lines(const EpochResult& result);

// A bar with the epoch, the losses and speed of the last finished epoch, and the time left at the
// mean speed so far. Call clear() before other output; the next iteration draws the bar again.
class ProgressBar {
 public:
  // Usually ProgressBar(STDERR_FILENO, is_terminal(STDERR_FILENO) && !quiet, ...). Writes nothing
  // unless enabled. epochs: of the whole run, including those before a resume.
  ProgressBar(int file_descriptor, bool enabled, std::int64_t epochs,
              std::int64_t iterations_per_epoch);

  // Call after each iteration; epoch and iteration are counted from 1. Draws at most ten times a
  // second.
  void iteration(std::int64_t epoch, std::int64_t iteration);

  // Call after each epoch: shows its mean losses and speed from now on. Updates state() even if the
  // bar is not enabled.
  void epoch_done(const EpochResult& result);

  void clear() { line_.clear(); }

  const ProgressState& state() const { return state_; }

 private:
  void update();

  StatusLine line_;
  ProgressState state_;
  double done_at_start_ = 0;  // part of the run; a resumed run measures its speed from here
  std::optional<std::chrono::steady_clock::time_point> started_at_;
};

}  // namespace gan
