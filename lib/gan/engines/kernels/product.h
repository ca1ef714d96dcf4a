// Matrix products that finish what they compute: the three kinds that training consists of.
#pragma once

#include <cstdint>

#include "gan/math/adam_math.h"

namespace gan {

// Element (i, j) is at data[i * row_stride + j * column_stride]. Strides count elements.
struct MatrixView {
  const float* data = nullptr;
  std::int64_t row_stride = 0;
  std::int64_t column_stride = 1;

  MatrixView transposed() const { return {data, column_stride, row_stride}; }
};

// A [rows, depth] times B [depth, columns]. One of B's strides is 1.
struct Product {
  std::int64_t rows = 0, columns = 0, depth = 0;
  MatrixView a;
  MatrixView b;
};

// The same with bfloat16 operands, sums in float32. A's numbers come in pairs that follow each
// other in depth, the first in the low half: pair p of row i is a[i * a_row_stride + p * a_step].
// The kernel defines B's layout.
struct Bf16Product {
  std::int64_t rows = 0, columns = 0, depth = 0;
  const std::uint32_t* a = nullptr;
  std::int64_t a_row_stride = 0;
  std::int64_t a_step = 1;
  const void* b = nullptr;
  std::int64_t b_stride = 0;  // in B's numbers, between its rows
};

enum class Activation { none, relu, tanh };

// Which activations a dropout layer keeps: element (row, column) of the batch keeps its value if
// the half number row % 8 (low half of word 0, high half of word 0, low half of word 1, ...) of
// Philox4x32-10 with the counter (column, row / 8, stream, 0) and this key is at least `threshold`.
// The dropout rate is exact to within 1/131072.
struct DropoutMask {
  std::uint64_t key = 0;
  std::uint32_t stream = 0;
  std::uint32_t threshold = 0;  // rate * 65536; 0 keeps everything
  std::uint32_t first_row = 0;  // the product's first row in the batch
};

// out = dropout(activation(A·B + bias)). Kept values are multiplied by `kept_scale`. A pointer to
// rows of a matrix has room for whole vectors: its stride is a multiple of kPadding.
struct ForwardFinish {
  float* out = nullptr;
  std::uint16_t* bf16 = nullptr;  // where a bfloat16 copy goes, if one is wanted
  std::int64_t stride = 0;
  const float* bias = nullptr;  // [columns], not padded
  Activation activation = Activation::none;
  DropoutMask dropout;
  float kept_scale = 1;
};

// out = A·B times the derivative of the activation that made `outputs`: for relu (with or without
// dropout) kept_scale where the output is above 0 and 0 elsewhere, so no mask need be stored; for
// tanh 1 - output^2.
struct InputGradientFinish {
  float* out = nullptr;
  std::uint16_t* bf16 = nullptr;  // as above
  std::int64_t stride = 0;
  const float* outputs = nullptr;
  std::int64_t outputs_stride = 0;
  Activation activation = Activation::none;
  float kept_scale = 1;
};

// Adam's step by the gradient A·B, which is not stored; or, if `gradient` is given, only the
// gradient goes there. All are [rows, columns], contiguous and not padded.
struct AdamFinish {
  float* weight = nullptr;
  float* mean = nullptr;
  float* square = nullptr;
  AdamStep step;
  float* gradient = nullptr;
};

constexpr std::int64_t kPadding = 16;

constexpr std::int64_t padded(std::int64_t columns) {
  return (columns + kPadding - 1) / kPadding * kPadding;
}

}  // namespace gan
