// Functions of a single activation and their gradients.
#pragma once

#include <cmath>
#include <cstdint>

#include "gan/math/host_device.h"

namespace gan {

// Passes NaN through, so that divergence is noticed.
GAN_HOST_DEVICE float relu(float x) {
  return x <= 0 ? 0 : x;
}

// Of 65536 equally likely random numbers, those below this threshold mean "drop".
GAN_HOST_DEVICE std::uint32_t dropout_threshold(double rate) {
  return static_cast<std::uint32_t>(lround(rate * 65536));
}

// `random` is below 65536. A kept value is multiplied by `kept_scale`, 1 / (1 - rate).
GAN_HOST_DEVICE float dropout(float x, std::uint32_t random, std::uint32_t threshold,
                              float kept_scale) {
  return random >= threshold ? x * kept_scale : 0;
}

// The gradient at the input of relu and of a dropout after it, from that at the output. An output
// above 0 was kept, so no mask need be stored.
GAN_HOST_DEVICE float relu_backward(float gradient, float output, float kept_scale) {
  return output > 0 ? gradient * kept_scale : 0;
}

GAN_HOST_DEVICE float tanh_backward(float gradient, float output) {
  return gradient * (1 - output * output);
}

}  // namespace gan
