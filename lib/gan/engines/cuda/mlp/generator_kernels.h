// What the generator does between its matrix products. Matrices are [rows, columns] without gaps.
// Two batches go through it together: `batch` rows in inference mode, then `batch` in training
// mode.
#pragma once

#include <cmath>

#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/math/activation_math.h"

namespace gan::cuda {

// A hidden layer's bias, relu and batch normalisation (Ioffe and Szegedy 2015, algorithm 1; moving
// statistics as in BatchNorm). `product` is what comes from the matrix product.
template <class T>
struct NormForward : ColumnLines {
  static constexpr int kPasses = 2;

  const T* product;
  const float* bias;
  std::int64_t batch, columns;
  bool relu_first;
  const float* gamma;
  const float* beta;
  float epsilon;
  float moving_rate;  // the share of the batch's statistics in the new moving ones
  float* moving_mean;
  float* moving_variance;
  float* batch_mean;         // [columns], of the rows in training mode, for the backward pass
  float* inverse_deviation;  // likewise
  T* output;

  struct State {
    float moving_mean, moving_inverse, mean, inverse;
  };

  GAN_HOST_DEVICE std::int64_t lines() const { return columns; }
  GAN_HOST_DEVICE std::int64_t sum_begin() const { return batch; }
  GAN_HOST_DEVICE std::int64_t length() const { return 2 * batch; }

  GAN_HOST_DEVICE State begin(std::int64_t column) const {
    return {moving_mean[column], 1 / sqrtf(moving_variance[column] + epsilon), 0, 0};
  }

  GAN_HOST_DEVICE float input(std::int64_t row, std::int64_t column) const {
    const float sum = static_cast<float>(product[row * columns + column]) + bias[column];
    return relu_first ? relu(sum) : sum;
  }

  GAN_HOST_DEVICE Sums term(int pass, std::int64_t column, std::int64_t row,
                            const State& state) const {
    const float value = input(row, column);
    const float deviation = value - state.mean;
    return {pass == 0 ? value : deviation * deviation, 0};
  }

  GAN_HOST_DEVICE void reduced(int pass, std::int64_t column, State& state, Sums sums,
                               bool writer) const {
    const float mean = sums.first / static_cast<float>(batch);
    if (pass == 0) {
      state.mean = mean;
      if (!writer) return;
      batch_mean[column] = mean;
      moving_mean[column] += (mean - moving_mean[column]) * moving_rate;
    } else {
      state.inverse = 1 / sqrtf(mean + epsilon);
      if (!writer) return;
      inverse_deviation[column] = state.inverse;
      moving_variance[column] += (mean - moving_variance[column]) * moving_rate;
    }
  }

  GAN_HOST_DEVICE void write(std::int64_t column, std::int64_t row, const State& state) const {
    const bool inference = row < batch;
    const float centred = input(row, column) - (inference ? state.moving_mean : state.mean);
    const float normal = centred * (inference ? state.moving_inverse : state.inverse);
    const float value = normal * gamma[column] + beta[column];
    output[row * columns + column] = static_cast<T>(relu_first ? value : relu(value));
  }
};

// The backward pass through a hidden layer, in place on `gradient`, and the gradients of gamma,
// beta and the bias. `product` and `output` are of the rows in training mode.
template <class T>
struct NormBackward : ColumnLines {
  static constexpr int kPasses = 2;

  T* gradient;
  const T* product;
  const T* output;
  const float* bias;
  std::int64_t batch, columns;
  bool relu_first;
  const float* gamma;
  const float* batch_mean;
  const float* inverse_deviation;
  float* gamma_gradient;
  float* beta_gradient;
  float* bias_gradient;

  struct State {
    float bias, mean, inverse, scale, mean_gradient, mean_product;
  };

  GAN_HOST_DEVICE std::int64_t lines() const { return columns; }
  GAN_HOST_DEVICE std::int64_t length() const { return batch; }

  GAN_HOST_DEVICE State begin(std::int64_t column) const {
    const float inverse = inverse_deviation[column];
    return {bias[column], batch_mean[column], inverse, inverse * gamma[column], 0, 0};
  }

  struct Place {
    float sum;       // before relu and normalisation
    float normal;    // normalised
    float gradient;  // behind the normalisation
  };

  GAN_HOST_DEVICE Place place(std::int64_t i, const State& state) const {
    const float sum = static_cast<float>(product[i]) + state.bias;
    const float normal = ((relu_first ? relu(sum) : sum) - state.mean) * state.inverse;
    const float above = static_cast<float>(gradient[i]);
    const bool passes = relu_first || static_cast<float>(output[i]) > 0;
    return {sum, normal, passes ? above : 0};
  }

  GAN_HOST_DEVICE float before(std::int64_t i, const State& state) const {
    const Place at = place(i, state);
    if (relu_first && at.sum <= 0) return 0;
    return state.scale * (at.gradient - state.mean_gradient - at.normal * state.mean_product);
  }

  GAN_HOST_DEVICE Sums term(int pass, std::int64_t column, std::int64_t row,
                            const State& state) const {
    const std::int64_t i = row * columns + column;
    if (pass == 1) return {before(i, state), 0};
    const Place at = place(i, state);
    return {at.gradient, at.gradient * at.normal};
  }

  GAN_HOST_DEVICE void reduced(int pass, std::int64_t column, State& state, Sums sums,
                               bool writer) const {
    if (pass == 0) {
      state.mean_gradient = sums.first / static_cast<float>(batch);
      state.mean_product = sums.second / static_cast<float>(batch);
    }
    if (!writer) return;
    if (pass == 1) {
      bias_gradient[column] = sums.first;
    } else {
      beta_gradient[column] = sums.first;
      gamma_gradient[column] = sums.second;
    }
  }

  GAN_HOST_DEVICE void write(std::int64_t column, std::int64_t row, const State& state) const {
    const std::int64_t i = row * columns + column;
    gradient[i] = static_cast<T>(before(i, state));
  }
};

// values = tanh(values + bias)
template <class T>
struct PixelsForward {
  using Kind = Elements;

  T* values;
  const float* bias;
  std::int64_t rows, columns;

  GAN_HOST_DEVICE std::int64_t count() const { return rows * columns; }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    values[i] = static_cast<T>(tanhf(static_cast<float>(values[i]) + bias[i % columns]));
  }
};

// gradient = tanh backwards, in place, and the gradient of the bias. Without `output` the gradient
// is by the sums already.
template <class T>
struct PixelsBackward : ColumnLines {
  T* gradient;
  const T* output;
  std::int64_t rows, columns;
  float* bias_gradient;

  GAN_HOST_DEVICE std::int64_t lines() const { return columns; }
  GAN_HOST_DEVICE std::int64_t length() const { return rows; }

  GAN_HOST_DEVICE float before(std::int64_t i) const {
    const auto here = static_cast<float>(gradient[i]);
    return output == nullptr ? here : tanh_backward(here, static_cast<float>(output[i]));
  }

  GAN_HOST_DEVICE Sums term(int, std::int64_t column, std::int64_t row, const State&) const {
    return {before(row * columns + column), 0};
  }

  GAN_HOST_DEVICE void reduced(int, std::int64_t column, State&, Sums sums, bool writer) const {
    if (writer) bias_gradient[column] = sums.first;
  }

  GAN_HOST_DEVICE void write(std::int64_t column, std::int64_t row, const State&) const {
    const std::int64_t i = row * columns + column;
    gradient[i] = static_cast<T>(before(i));
  }
};

}  // namespace gan::cuda
