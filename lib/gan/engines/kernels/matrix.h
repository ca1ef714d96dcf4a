// Matrices for activations and gradients.
#pragma once

#include <cstdint>
#include <vector>

#include "gan/engines/kernels/product.h"

namespace gan {

// float32 [rows, columns], zero at first; rows begin at multiples of kPadding. Has a bfloat16 copy
// where products use such operands; code that writes one must write the other.
class Matrix {
 public:
  Matrix(std::int64_t rows, std::int64_t columns, bool with_bf16)
      : rows_(rows),
        columns_(columns),
        values_(static_cast<std::size_t>(rows * padded(columns) + kPadding)),
        rounded_(with_bf16 ? values_.size() : 0) {}

  // A copy's memory would have another alignment.
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  Matrix(Matrix&&) = default;
  Matrix& operator=(Matrix&&) = default;

  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  std::int64_t stride() const { return padded(columns_); }

  float* row(std::int64_t index) { return aligned(values_.data()) + index * stride(); }
  const float* row(std::int64_t index) const { return aligned(values_.data()) + index * stride(); }

  // The copy, or null where there is none.
  std::uint16_t* bf16(std::int64_t index) {
    return rounded_.empty() ? nullptr : rounded_.data() + index * stride();
  }
  const std::uint16_t* bf16(std::int64_t index) const {
    return rounded_.empty() ? nullptr : rounded_.data() + index * stride();
  }

 private:
  template <class Float>
  static Float* aligned(Float* from) {
    const auto address = reinterpret_cast<std::uintptr_t>(from);
    return from + (64 - address % 64) % 64 / sizeof(float);
  }

  std::int64_t rows_;
  std::int64_t columns_;
  std::vector<float> values_;
  std::vector<std::uint16_t> rounded_;
};

// Some rows of a matrix.
struct Rows {
  const Matrix& matrix;
  std::int64_t first;
  std::int64_t count;

  Rows(const Matrix& all) : Rows(all, 0, all.rows()) {}
  Rows(const Matrix& from, std::int64_t first_row, std::int64_t row_count)
      : matrix(from), first(first_row), count(row_count) {}

  MatrixView view() const { return {matrix.row(first), matrix.stride(), 1}; }
};

}  // namespace gan
