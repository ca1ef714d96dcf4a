// What the discriminator does between its matrix products. Matrices are [rows, columns] without
// gaps.
#pragma once

#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/math/activation_math.h"
#include "gan/math/adam_math.h"
#include "gan/math/loss_math.h"

namespace gan::cuda {

// values = dropout(relu(values + bias)). Eight rows share the numbers of a column.
template <class T>
struct HiddenForward {
  using Kind = Elements;
  static constexpr std::int64_t kRun = 8;

  T* values;
  const float* bias;
  std::int64_t rows, columns;
  std::uint32_t threshold;
  float kept_scale;
  std::uint32_t purpose;
  RandomSource random;

  GAN_HOST_DEVICE std::int64_t count() const { return (rows + kRun - 1) / kRun * columns; }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    const std::int64_t column = i % columns, run = i / columns;
    PhiloxWords words{};
    if (threshold > 0)
      words =
          random.draw(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(run), purpose);
    for (int k = 0; k < kRun; ++k) {
      const std::int64_t row = run * kRun + k;
      if (row >= rows) return;
      T& value = values[row * columns + column];
      const float above = relu(static_cast<float>(value) + bias[column]);
      value = static_cast<T>(dropout(above, half_word(words, k), threshold, kept_scale));
    }
  }
};

// The last layer, which computes the logit, and the loss, forwards and backwards: gradients of the
// mean loss at each logit and at the product before the relu and dropout that made `input`.
template <class T>
struct Head : RowLines {
  const T* input;  // [rows, columns]
  const float* weight;
  const float* bias;  // [1]
  std::int64_t rows, columns;
  float target;
  float kept_scale;
  float* losses;           // [rows]
  float* logits;           // [rows]
  float* logit_gradients;  // [rows]
  T* input_gradient;       // [rows, columns]

  struct State {
    float logit_gradient;
  };

  GAN_HOST_DEVICE std::int64_t lines() const { return rows; }
  GAN_HOST_DEVICE std::int64_t length() const { return columns; }
  GAN_HOST_DEVICE State begin(std::int64_t) const { return {}; }

  GAN_HOST_DEVICE Sums term(int, std::int64_t row, std::int64_t column, const State&) const {
    return {static_cast<float>(input[row * columns + column]) * weight[column], 0};
  }

  GAN_HOST_DEVICE void reduced(int, std::int64_t row, State& state, Sums sums, bool writer) const {
    const float logit = sums.first + *bias;
    state.logit_gradient = bce_with_logit_gradient(logit, target) / static_cast<float>(rows);
    if (!writer) return;
    losses[row] = bce_with_logit(logit, target);
    logits[row] = logit;
    logit_gradients[row] = state.logit_gradient;
  }

  GAN_HOST_DEVICE void write(std::int64_t row, std::int64_t column, const State& state) const {
    const std::int64_t i = row * columns + column;
    input_gradient[i] = static_cast<T>(relu_backward(state.logit_gradient * weight[column],
                                                     static_cast<float>(input[i]), kept_scale));
  }
};

// Column sums over the batch that follow Head: the last layer's weight gradient, and the gradient
// of the bias before.
template <class T>
struct HeadGradients : ColumnLines {
  static constexpr bool kWrites = false;

  const T* input;
  const T* input_gradient;
  const float* logit_gradients;
  std::int64_t rows, columns;
  float* weight_gradient;
  float* bias_gradient;

  GAN_HOST_DEVICE std::int64_t lines() const { return columns; }
  GAN_HOST_DEVICE std::int64_t length() const { return rows; }

  GAN_HOST_DEVICE Sums term(int, std::int64_t column, std::int64_t row, const State&) const {
    const std::int64_t i = row * columns + column;
    return {logit_gradients[row] * static_cast<float>(input[i]),
            static_cast<float>(input_gradient[i])};
  }

  GAN_HOST_DEVICE void reduced(int, std::int64_t column, State&, Sums sums, bool writer) const {
    if (!writer) return;
    weight_gradient[column] = sums.first;
    bias_gradient[column] = sums.second;
  }
};

// gradient = relu and dropout backwards, in place, and the gradient of the bias unless null.
template <class T>
struct HiddenBackward : ColumnLines {
  T* gradient;
  const T* output;
  std::int64_t rows, columns;
  float kept_scale;
  float* bias_gradient;

  GAN_HOST_DEVICE std::int64_t lines() const { return columns; }
  GAN_HOST_DEVICE std::int64_t sum_begin() const { return bias_gradient == nullptr ? rows : 0; }
  GAN_HOST_DEVICE std::int64_t length() const { return rows; }

  GAN_HOST_DEVICE float before(std::int64_t i) const {
    return relu_backward(static_cast<float>(gradient[i]), static_cast<float>(output[i]),
                         kept_scale);
  }

  GAN_HOST_DEVICE Sums term(int, std::int64_t column, std::int64_t row, const State&) const {
    return {before(row * columns + column), 0};
  }

  GAN_HOST_DEVICE void reduced(int, std::int64_t column, State&, Sums sums, bool writer) const {
    if (writer && bias_gradient != nullptr) bias_gradient[column] = sums.first;
  }

  GAN_HOST_DEVICE void write(std::int64_t column, std::int64_t row, const State&) const {
    const std::int64_t i = row * columns + column;
    gradient[i] = static_cast<T>(before(i));
  }
};

}  // namespace gan::cuda
