// Progress at a glance: what the same latents became, epoch after epoch.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/base/image.h"

namespace gan {

// One row of digits per sampled epoch, its number at the left, the newest at the bottom.
//
// However long the run is, at most 40 rows are kept: whenever they are full, every other one is
// dropped and from then on only every second (fourth, eighth ...) sample is taken, so the rows stay
// evenly spaced. The first and the newest sample are always among them.
class ContactSheet {
 public:
  // All that the sheet is, to go on with it elsewhere.
  struct State {
    std::vector<std::int64_t> epochs;  // of the rows, ascending
    std::vector<Image> rows;
    std::int64_t seen = 0;    // samples so far
    std::int64_t stride = 1;  // of which every so-many-th is kept
  };

  ContactSheet() = default;
  // Throws Error where it is not what state() gives.
  explicit ContactSheet(const State& state);
  const State& state() const { return state_; }

  // row: the digits side by side at one pixel a pixel, as image_grid(images, n, 1) makes them, all
  // rows of one size and as many channels, which the sheet has too. Throws Error when they differ
  // from the first row's, or the epoch is negative or not above the one before.
  void add(std::int64_t epoch, Image row);

  // The sheet, enlarged up to three times as long as it stays below 2,400 pixels of height. Throws
  // Error when nothing was added or the picture has more than max_pixels (canvas.h).
  Image draw() const;

 private:
  State state_;
};

}  // namespace gan
