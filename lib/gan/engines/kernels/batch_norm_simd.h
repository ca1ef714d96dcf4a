// Sums over the batch and batch normalisation. See simd.h for who may include this.
#pragma once

#include "gan/engines/kernels/batch_norm_jobs.h"
#include "gan/engines/kernels/finish_simd.h"

namespace gan::GAN_ISA {

inline void bias_adam(const BiasAdam& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t column = begin; column < end; column += kLanes) {
    Vec sum{};
    for (std::int64_t row = 0; row < x.rows; ++row)
      sum += load(x.gradient + row * x.stride + column);
    finish_gradient(x.bias, column, x.columns - column, sum);
  }
}

inline void stored_adam(const StoredGradient& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    step_adam(x.parameter, column, count, load_up_to(x.gradient + column, count));
  }
}

inline void batch_norm_inference(const BatchNormForward& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    const Vec scale = load_up_to(x.gamma + column, count) /
                      square_root(load_up_to(x.moving_variance + column, count) + x.epsilon);
    const Vec shift =
        load_up_to(x.beta + column, count) - load_up_to(x.moving_mean + column, count) * scale;
    for (std::int64_t row = 0; row < x.rows; ++row) {
      const std::int64_t at = row * x.stride + column;
      const Vec value = load(x.input + at) * scale + shift;
      store_both(x.output, x.bf16, at, x.relu ? positive_part(value) : value);
    }
  }
}

inline void batch_statistics(const BatchNormForward& x, std::int64_t begin, std::int64_t end) {
  const auto inverse_rows = 1.0F / static_cast<float>(x.rows);
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    Vec sum{};
    for (std::int64_t row = 0; row < x.rows; ++row) sum += load(x.input + row * x.stride + column);
    const Vec mean = sum * inverse_rows;
    Vec squares{};
    for (std::int64_t row = 0; row < x.rows; ++row) {
      const Vec distance = load(x.input + row * x.stride + column) - mean;
      squares += distance * distance;
    }
    store_up_to(x.batch_mean + column, mean, count);
    store_up_to(x.batch_variance + column, squares * inverse_rows, count);
  }
}

GAN_INLINE Vec inverse_deviation_of(const float* variance, std::int64_t count, float epsilon) {
  return 1.0F / square_root(load_up_to(variance, count) + epsilon);
}

inline void batch_norm_forward(const BatchNormForward& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    const Vec mean = load_up_to(x.batch_mean + column, count);
    const Vec variance = load_up_to(x.batch_variance + column, count);
    const Vec moving_mean = load_up_to(x.moving_mean + column, count);
    const Vec moving_variance = load_up_to(x.moving_variance + column, count);
    store_up_to(x.moving_mean + column, moving_mean + (mean - moving_mean) * (1 - x.momentum),
                count);
    store_up_to(x.moving_variance + column,
                moving_variance + (variance - moving_variance) * (1 - x.momentum), count);

    const Vec scale = load_up_to(x.gamma + column, count) *
                      inverse_deviation_of(x.batch_variance + column, count, x.epsilon);
    const Vec beta = load_up_to(x.beta + column, count);
    for (std::int64_t row = 0; row < x.rows; ++row) {
      const std::int64_t at = row * x.stride + column;
      const Vec value = (load(x.input + at) - mean) * scale + beta;
      store_both(x.output, x.bf16, at, x.relu ? positive_part(value) : value);
    }
  }
}

inline void batch_norm_sums(const BatchNormBackward& x, std::int64_t begin, std::int64_t end) {
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    const Vec mean = load_up_to(x.batch_mean + column, count);
    const Vec inverse_deviation = inverse_deviation_of(x.batch_variance + column, count, x.epsilon);
    Vec gamma_gradient{};
    Vec beta_gradient{};
    for (std::int64_t row = 0; row < x.rows; ++row) {
      const std::int64_t at = row * x.stride + column;
      Vec gradient = load(x.gradient + at);
      if (x.relu_after) {
        gradient = load(x.output + at) > Vec{} ? gradient : Vec{};
        store(x.gradient + at, gradient);
      }
      beta_gradient += gradient;
      gamma_gradient += gradient * ((load(x.input + at) - mean) * inverse_deviation);
    }
    store_up_to(x.gamma_gradient + column, gamma_gradient, count);
    store_up_to(x.beta_gradient + column, beta_gradient, count);
  }
}

// With n = (input - mean) * inverse_deviation, and means over the batch's rows:
// d input = gamma * inverse_deviation * (d n - mean(d n) - n * mean(d n * n)).
inline void batch_norm_backward(const BatchNormBackward& x, std::int64_t begin, std::int64_t end) {
  const auto inverse_rows = 1.0F / static_cast<float>(x.batch_rows);
  for (std::int64_t column = begin; column < end; column += kLanes) {
    const std::int64_t count = x.columns - column;
    const Vec mean = load_up_to(x.batch_mean + column, count);
    const Vec inverse_deviation = inverse_deviation_of(x.batch_variance + column, count, x.epsilon);
    const Vec scale = load_up_to(x.gamma.weight + column, count) * inverse_deviation;
    const Vec beta_mean = load_up_to(x.batch_beta_gradient + column, count) * inverse_rows;
    const Vec slope =
        load_up_to(x.batch_gamma_gradient + column, count) * inverse_rows * inverse_deviation;
    Vec bias_gradient{};
    for (std::int64_t row = 0; row < x.rows; ++row) {
      const std::int64_t at = row * x.stride + column;
      const Vec input = load(x.input + at);
      Vec gradient = (load(x.gradient + at) - beta_mean - (input - mean) * slope) * scale;
      if (!x.relu_after) gradient = input > Vec{} ? gradient : Vec{};
      store_both(x.gradient, x.bf16, at, gradient);
      bias_gradient += gradient;
    }
    finish_gradient(x.gamma, column, count, load_up_to(x.gamma_gradient + column, count));
    finish_gradient(x.beta, column, count, load_up_to(x.beta_gradient + column, count));
    finish_gradient(x.bias, column, count, bias_gradient);
  }
}

inline void scale_pixels(const std::uint8_t* from, float* to, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = (static_cast<float>(from[i]) - 127.5F) / 127.5F;
}

inline void tanh_of_all(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; i += kLanes)
    store_up_to(values + i, hyperbolic_tangent(load_up_to(values + i, count - i)), count - i);
}

}  // namespace gan::GAN_ISA
