// Transposes a square of vectors. See simd.h for who may include this.
#pragma once

#include <utility>

#include "gan/engines/kernels/simd.h"

namespace gan::GAN_ISA {

template <int... kIndex>
GAN_INLINE Vec shuffle(Vec a, Vec b, std::integer_sequence<int, kIndex...>) {
#ifdef __clang__
  return __builtin_shufflevector(a, b, kIndex...);
#else
  return __builtin_shuffle(a, b, Ints{kIndex...});
#endif
}

// The first (kFrom 0) or last (kFrom kLanes / 2) halves of two vectors, lane by lane in turn.
template <int kFrom, int... kLane>
constexpr auto zip_indices(std::integer_sequence<int, kLane...>) {
  return std::integer_sequence<int, (kFrom + kLane / 2 + kLane % 2 * kLanes)...>{};
}

// log2(kLanes) rounds, each of which zips the first half of the vectors with the second.
GAN_INLINE void transpose(Vec (&x)[kLanes]) {
  constexpr auto lanes = std::make_integer_sequence<int, kLanes>{};
  Vec y[kLanes];
#pragma GCC unroll 4
  for (int round = 1; round < kLanes; round *= 2) {
#pragma GCC unroll 16
    for (int i = 0; i < kLanes / 2; ++i) {
      y[2 * i] = shuffle(x[i], x[i + kLanes / 2], zip_indices<0>(lanes));
      y[2 * i + 1] = shuffle(x[i], x[i + kLanes / 2], zip_indices<kLanes / 2>(lanes));
    }
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i) x[i] = y[i];
  }
}

}  // namespace gan::GAN_ISA
