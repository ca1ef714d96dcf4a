// The text of a progress bar: pure functions of numbers and a width.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

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

// "4:05", from an hour on "1:23:45"; "-:--" where it is not a number, negative or above a year.
std::string duration_text(double seconds);

}  // namespace gan
