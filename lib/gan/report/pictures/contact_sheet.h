// A picture of a run's progress: the samples of the same latents in each epoch.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/base/image.h"

namespace gan {

// One row of samples per sampled epoch, with the epoch's number at the left, the newest at the
// bottom.
//
// Keeps at most 40 rows. When they are full, it drops every other row and from then on keeps only
// every second (fourth, eighth ...) sample, so the rows stay evenly spaced. The first and the
// newest sample are always kept.
class ContactSheet {
 public:
  // The whole content of the sheet, to save and restore it.
  struct State {
    std::vector<std::int64_t> epochs;  // of the rows, ascending
    std::vector<Image> rows;
    std::int64_t seen = 0;    // samples so far
    std::int64_t stride = 1;  // of so many samples, one is kept
  };

  ContactSheet() = default;
  // Throws Error for a state that state() cannot return.
  explicit ContactSheet(const State& state);
  const State& state() const { return state_; }

  // row: the samples side by side, unscaled, as image_grid(images, n, 1) draws them. All rows have
  // the same size and channels; the sheet has the same channels. Throws Error for another size or
  // other channels than the first row's, and for an epoch that is negative or not above the last
  // one.
  void add(std::int64_t epoch, Image row);

  // The sheet, enlarged up to three times while its height is at most 2,400 pixels. Throws Error if
  // nothing was added or the picture would have more than max_pixels (canvas.h).
  Image draw() const;

 private:
  State state_;
};

}  // namespace gan
