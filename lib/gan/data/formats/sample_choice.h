// Which of many images are taken.
#pragma once

#include <cstdint>
#include <vector>

namespace gan {

// At most `most` of them, at random: files of images are often sorted.
struct SampleChoice {
  std::int64_t most;
  std::uint64_t seed = 0;

  // The positions of those taken, ascending, each from 0 to available - 1: all where there are no
  // more than `most`, else every set of so many is as likely. The same on every platform.
  std::vector<std::int64_t> of(std::int64_t available) const;
};

}  // namespace gan
