// Which of many images are used.
#pragma once

#include <cstdint>
#include <vector>

namespace gan {

// At most `most` of them, at random: files of images are often sorted.
struct SampleChoice {
  std::int64_t most;
  std::uint64_t seed = 0;

  // Ascending positions from 0 to available - 1: all if there are no more than `most`; else `most`
  // of them, each set with the same probability. The same on every platform.
  std::vector<std::int64_t> of(std::int64_t available) const;
};

}  // namespace gan
