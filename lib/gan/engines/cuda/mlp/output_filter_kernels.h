// The generator's output filter (networks/layers/binomial_filter.h).
#pragma once

#include <cmath>

#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/math/activation_math.h"

namespace gan::cuda {

// Forwards, with `bias`: to = tanh(filtered(from + bias)). Backwards, with `output`: to =
// filtered(tanh backwards(from)), where `from` is the gradient by `output`. All [rows, height *
// width]; `from` and `to` do not overlap.
template <class T>
struct FilterPixels {
  using Kind = Elements;

  const T* from;
  T* to;
  std::int64_t rows, height, width;
  const float* bias;
  const T* output;

  GAN_HOST_DEVICE std::int64_t count() const { return rows * height * width; }

  GAN_HOST_DEVICE float value(std::int64_t begin, std::int64_t y, std::int64_t x) const {
    if (y < 0 || y >= height || x < 0 || x >= width) return 0;
    const std::int64_t pixel = y * width + x;
    const auto here = static_cast<float>(from[begin + pixel]);
    return bias != nullptr ? here + bias[pixel]
                           : tanh_backward(here, static_cast<float>(output[begin + pixel]));
  }

  GAN_HOST_DEVICE void at(std::int64_t i) const {
    const std::int64_t pixels = height * width, begin = i / pixels * pixels;
    const std::int64_t y = i % pixels / width, x = i % width;
    float column[3];
    for (int k = 0; k < 3; ++k)
      column[k] = (value(begin, y - 1, x + k - 1) + value(begin, y + 1, x + k - 1)) * 0.25F +
                  value(begin, y, x + k - 1) * 0.5F;
    const float sum = (column[0] + column[2]) * 0.25F + column[1] * 0.5F;
    to[i] = static_cast<T>(bias != nullptr ? tanhf(sum) : sum);
  }
};

}  // namespace gan::cuda
