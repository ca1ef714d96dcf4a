// The layer that both networks are made of.
#pragma once

#include <cstdint>

#include <torch/nn/modules/linear.h>

namespace gan {

// A fully connected layer that starts as Keras's Dense does: Glorot uniform weights (Glorot and
// Bengio 2010, section 4.2.1), drawn from the default generator, and zero biases.
// Both sizes are at least 1; throws Error for more than 2^28 weights.
torch::nn::Linear make_dense(std::int64_t inputs, std::int64_t outputs);

}  // namespace gan
