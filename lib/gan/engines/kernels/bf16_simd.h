// The products' blocks from bfloat16 operands. See simd.h for who may include this.
#pragma once

#ifdef __AVX512BF16__

#include "gan/engines/kernels/product_simd.h"

namespace gan::GAN_ISA {

// A's rows as a tile reads them: a pair of numbers at each step.
struct RowsOfPairs {
  const std::uint32_t* data;
  std::int64_t stride;
  std::int64_t step;
  std::int64_t steps;

  static GAN_INLINE void add_product(Vec& sum, std::uint32_t a, Vec b) {
    sum = _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(Words{} + a),
                           reinterpret_cast<__m512bh>(b));
  }
};

using Halves = std::uint16_t __attribute__((vector_size(2 * GAN_LANES)));
using LooseWords = std::uint32_t __attribute__((vector_size(4 * GAN_LANES), aligned(4), may_alias));

GAN_INLINE Words load_halves(const std::uint16_t* from) {
  Halves values;
  __builtin_memcpy(&values, from, sizeof values);
  return __builtin_convertvector(values, Words);
}

GAN_INLINE Words bf16(Vec x) {
  return __builtin_convertvector(reinterpret_cast<Halves>(_mm512_cvtneps_pbh(x)), Words);
}

GAN_INLINE Words pairs(Words low, Words high) {
  return low | high << 16;
}

struct RoundedA {
  static RowsOfPairs rows(const Bf16Product& product) {
    return {product.a, product.a_row_stride, product.a_step, (product.depth + 1) / 2};
  }
};

// The kinds of B. packed[p][column] is the pair of its numbers 2p and 2p + 1 in depth.

// float32 weights [columns, depth], transposed: the forward product.
struct TurnedWeights : RoundedA {
  template <int kVectors>
  static void pack(const Bf16Product& product, std::int64_t column, float* packed) {
    for (int j = 0; j < kVectors; ++j) {
      const std::int64_t first = column + j * kLanes;
      const auto* from = static_cast<const float*>(product.b) + first * product.b_stride;
      const std::int64_t steps = (product.depth + 1) / 2;
      for (std::int64_t p = 0; p < steps; p += kLanes) {
        Vec square[kLanes];
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i)
          square[i] =
              first + i < product.columns
                  ? following_pairs(from + i * product.b_stride + 2 * p, product.depth - 2 * p)
                  : Vec{};
        transpose(square);
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i)
          if (p + i < steps) store(packed + ((p + i) * kVectors + j) * kLanes, square[i]);
      }
    }
  }

  static GAN_INLINE Vec following_pairs(const float* from, std::int64_t left) {
    const Vec low = load_up_to(from, left);
    const Vec high = left > kLanes ? load_up_to(from + kLanes, left - kLanes) : Vec{};
    return reinterpret_cast<Vec>(_mm512_cvtne2ps_pbh(high, low));
  }
};

// float32 weights [depth, columns]: the input's gradient.
struct Weights : RoundedA {
  template <int kVectors>
  static void pack(const Bf16Product& product, std::int64_t column, float* packed) {
    const auto* from = static_cast<const float*>(product.b) + column;
    for (std::int64_t k = 0; k < product.depth; k += 2) {
      for (int j = 0; j < kVectors; ++j) {
        const float* at = from + k * product.b_stride + j * kLanes;
        const std::int64_t left = product.columns - column - j * kLanes;
        expect(at + kRowsAhead * product.b_stride);
        expect(at + (kRowsAhead + 1) * product.b_stride);
        const Vec low = load_up_to(at, left);
        const Vec high = k + 1 < product.depth ? load_up_to(at + product.b_stride, left) : Vec{};
        store(packed, reinterpret_cast<Vec>(pairs(bf16(low), bf16(high))));
        packed += kLanes;
      }
    }
  }
};

// bfloat16 [depth, columns], rows with room for whole vectors: the weights' gradient.
struct RoundedRows : RoundedA {
  template <int kVectors>
  static void pack(const Bf16Product& product, std::int64_t column, float* packed) {
    const auto* from = static_cast<const std::uint16_t*>(product.b) + column;
    for (std::int64_t k = 0; k < product.depth; k += 2) {
      for (int j = 0; j < kVectors; ++j) {
        const std::uint16_t* at = from + k * product.b_stride + j * kLanes;
        const Words low = load_halves(at);
        const Words high = k + 1 < product.depth ? load_halves(at + product.b_stride) : Words{};
        store(packed, reinterpret_cast<Vec>(pairs(low, high)));
        packed += kLanes;
      }
    }
  }
};

inline void pair_rows(const PairRows& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t row = 0; row < x.rows; row += 2)
    for (std::int64_t column = begin; column < end; column += kLanes) {
      const std::uint16_t* at = x.from + row * x.stride + column;
      const Words low = load_halves(at);
      const Words high = row + 1 < x.rows ? load_halves(at + x.stride) : Words{};
      *reinterpret_cast<LooseWords*>(x.to + row / 2 * x.stride + column) = pairs(low, high);
    }
}

inline void round(const float* from, std::uint16_t* to, std::int64_t count) {
  for (std::int64_t i = 0; i < count; i += kLanes) store_bf16(to + i, load(from + i));
}

}  // namespace gan::GAN_ISA

#endif
