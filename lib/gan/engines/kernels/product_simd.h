// The products' blocks. See simd.h for who may include this.
#pragma once

#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/engines/kernels/finish_simd.h"
#include "gan/engines/kernels/transpose_simd.h"

namespace gan::GAN_ISA {

// A's rows as a tile reads them: one number at each step.
struct FloatRows {
  const float* data;
  std::int64_t stride;
  std::int64_t step;
  std::int64_t steps;

  static GAN_INLINE void add_product(Vec& sum, float a, Vec b) { sum += a * b; }
};

// A tile's sums stay in registers from the first product to the last: C = A·B as depth outer
// products of a column of A and a row of B (Goto and van de Geijn 2008). B comes packed, so that a
// step reads one run of memory; A's rows are read in place.
template <int kRows, int kVectors, class Rows, class Finish>
GAN_INLINE void tile(Rows rows, const float* packed, std::int64_t row, std::int64_t column,
                     const Finish& finish) {
  Vec sums[kRows][kVectors] = {};
#pragma GCC unroll 8
  for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 4
    for (int j = 0; j < kVectors; ++j) finish.expect(row + i, column + j * kLanes);
  const auto* a = rows.data + row * rows.stride;
  for (std::int64_t k = 0; k < rows.steps; ++k) {
    Vec b[kVectors];
#pragma GCC unroll 4
    for (int j = 0; j < kVectors; ++j) b[j] = load(packed + j * kLanes);
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < kVectors; ++j) Rows::add_product(sums[i][j], a[i * rows.stride], b[j]);
    a += rows.step;
    packed += kVectors * kLanes;
  }
#pragma GCC unroll 4
  for (int j = 0; j < kVectors; ++j) {
    const std::int64_t at = column + j * kLanes;
    const auto shared = finish.begin(row, at);
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i) finish.end(shared, row + i, at, sums[i][j]);
  }
}

// float32 operands. pack() takes B's columns from `column` on, a row of kVectors vectors after the
// other, with 0 beyond the last column.
struct Floats {
  static FloatRows rows(const Product& product) {
    return {product.a.data, product.a.row_stride, product.a.column_stride, product.depth};
  }

  template <int kVectors>
  static void pack(const Product& product, std::int64_t column, float* packed) {
    const MatrixView& b = product.b;
    const std::int64_t columns = product.columns - column;
    if (b.column_stride == 1) {
      for (std::int64_t k = 0; k < product.depth; ++k)
        for (int j = 0; j < kVectors; ++j) {
          const float* from = b.data + k * b.row_stride + column + j * kLanes;
          expect(from + kRowsAhead * b.row_stride);
          store(packed + (k * kVectors + j) * kLanes, load_up_to(from, columns - j * kLanes));
        }
      return;
    }
    for (int j = 0; j < kVectors; ++j) {
      const std::int64_t lanes = columns - j * kLanes;
      const float* from = b.data + (column + j * kLanes) * b.column_stride;
      for (std::int64_t k = 0; k < product.depth; k += kLanes) {
        const std::int64_t left = product.depth - k;
        Vec square[kLanes];
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) {
          const float* row = from + i * b.column_stride + k;
          expect(row + kNumbersAhead);
          square[i] = i < lanes ? load_up_to(row, left) : Vec{};
        }
        transpose(square);
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i)
          if (i < left) store(packed + ((k + i) * kVectors + j) * kLanes, square[i]);
      }
    }
  }
};

// Rows in tiles, then one by one. Source says what the operands are.
template <int kVectors, class Source, class AnyProduct, class Finish>
void tiles_of(const AnyProduct& product, const Block& block, const Finish& finish, float* scratch) {
  Source::template pack<kVectors>(product, block.column_begin, scratch);
  const auto rows = Source::rows(product);
  std::int64_t row = block.row_begin;
  for (; row + GAN_TILE_ROWS <= block.row_end; row += GAN_TILE_ROWS)
    tile<GAN_TILE_ROWS, kVectors>(rows, scratch, row, block.column_begin, finish);
  for (; row < block.row_end; ++row)
    tile<1, kVectors>(rows, scratch, row, block.column_begin, finish);
}

template <class Source, class AnyProduct, class Finish>
void run_block(const AnyProduct& product, const Finish& finish, const Block& block,
               float* scratch) {
  if (block.vectors == 1) return tiles_of<1, Source>(product, block, finish, scratch);
  if (block.vectors == 2) return tiles_of<2, Source>(product, block, finish, scratch);
  tiles_of<3, Source>(product, block, finish, scratch);
}

template <class Source, class AnyProduct>
void forward(const AnyProduct& product, const ForwardFinish& finish, const Block& block,
             float* scratch) {
  const auto run = [&](const auto& tile) { run_block<Source>(product, tile, block, scratch); };
  const std::int64_t columns = product.columns;
  switch (finish.activation) {
    case Activation::relu:
      if (finish.dropout.threshold > 0)
        return run(ForwardTile<Activation::relu, true>{finish, columns});
      return run(ForwardTile<Activation::relu, false>{finish, columns});
    case Activation::tanh:
      return run(ForwardTile<Activation::tanh, false>{finish, columns});
    case Activation::none:
      return run(ForwardTile<Activation::none, false>{finish, columns});
  }
}

template <class Source, class AnyProduct>
void input_gradient(const AnyProduct& product, const InputGradientFinish& finish,
                    const Block& block, float* scratch) {
  const auto run = [&](const auto& tile) { run_block<Source>(product, tile, block, scratch); };
  const std::int64_t columns = product.columns;
  switch (finish.activation) {
    case Activation::relu:
      return run(InputGradientTile<Activation::relu>{finish, columns});
    case Activation::tanh:
      return run(InputGradientTile<Activation::tanh>{finish, columns});
    case Activation::none:
      return run(InputGradientTile<Activation::none>{finish, columns});
  }
}

template <class Source, class AnyProduct>
void adam(const AnyProduct& product, const AdamFinish& finish, const Block& block, float* scratch) {
  if (finish.gradient != nullptr)
    return run_block<Source>(product, GradientTile{finish, product.columns}, block, scratch);
  run_block<Source>(product, AdamTile{finish, product.columns}, block, scratch);
}

}  // namespace gan::GAN_ISA
