// The GPU's kernels are written once, for both GPU and CPU, so that they can be tested without a
// GPU.
#pragma once

#include <cstdint>

#include "gan/math/host_device.h"

namespace gan::cuda {

// A kernel is a struct of pointers and numbers with one of these as its Kind. Those along lines
// derive from it.
//
// Elements: at(i) for each i below count(), in any order.
struct Elements {};

// Sums along the lines of a matrix, which are its rows or its columns. For each line, begin(line)
// makes a State. Then each pass below kPasses sums term(pass, line, i, state) over all i from
// sum_begin() to length(). Every thread of the line gets the sums by reduced(pass, line, state,
// sums, writer), one of them with `writer` true. Then, if kWrites, write(line, i, state) is called
// for all i below length(). Lines has the defaults.
struct Lines {
  static constexpr int kPasses = 1;
  static constexpr bool kWrites = true;

  struct State {};

  GAN_HOST_DEVICE std::int64_t sum_begin() const { return 0; }
  GAN_HOST_DEVICE State begin(std::int64_t) const { return {}; }
};
struct RowLines : Lines {
  using Kind = RowLines;
};
struct ColumnLines : Lines {
  using Kind = ColumnLines;
};

struct Sums {
  float first;
  float second;
};

GAN_HOST_DEVICE Sums operator+(Sums a, Sums b) {
  return {a.first + b.first, a.second + b.second};
}

// Finds out whether kernels run.
struct Probe {
  using Kind = Elements;

  std::int32_t* out;  // [1]

  GAN_HOST_DEVICE std::int64_t count() const { return 1; }
  GAN_HOST_DEVICE void at(std::int64_t) const { *out += 1; }
};

template <class Kernel>
void run_on_host(const Kernel& kernel, Elements) {
  for (std::int64_t i = 0; i < kernel.count(); ++i) kernel.at(i);
}

template <class Kernel>
void run_on_host(const Kernel& kernel, Lines) {
  for (std::int64_t line = 0; line < kernel.lines(); ++line) {
    auto state = kernel.begin(line);
    for (int pass = 0; pass < Kernel::kPasses; ++pass) {
      Sums sums{};
      for (std::int64_t i = kernel.sum_begin(); i < kernel.length(); ++i)
        sums = sums + kernel.term(pass, line, i, state);
      kernel.reduced(pass, line, state, sums, /*writer=*/true);
    }
    if constexpr (Kernel::kWrites)
      for (std::int64_t i = 0; i < kernel.length(); ++i) kernel.write(line, i, state);
  }
}

template <class Kernel>
void run_on_host(const Kernel& kernel) {
  run_on_host(kernel, typename Kernel::Kind());
}

}  // namespace gan::cuda
