// Random choices, the same ones each time that they start from the same PRETEND_GPU_ORDER.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gan::pretend {

// Whether there is anything random.
bool by_chance();
// Below `count`.
std::size_t any_below(std::size_t count);
// Whether a GPU does a piece of its work before anybody waits for it: under some orders often,
// under others never.
bool begins_early();

// Whether stream `number` does something now: under each order some are fast and others slow, so
// that one may be far behind another.
bool gets_a_turn(std::size_t number);

// All numbers below `count` once, in a random order if by_chance(): from somewhere on, in steps of
// a number that shares no divisor with `count`.
class AnyOrder {
 public:
  explicit AnyOrder(std::int64_t count);
  template <class Visit>
  void each(const Visit& visit) const {
    std::int64_t i = start_;
    for (std::int64_t done = 0; done < count_; ++done) {
      visit(i);
      i += step_;
      if (i >= count_) i -= count_;
    }
  }

 private:
  std::int64_t count_, start_ = 0, step_ = 1;
};

}  // namespace gan::pretend
