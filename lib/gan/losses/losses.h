// What the two networks are trained to make small.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

namespace gan {

// A loss of the discriminator's logits [batch, 1] when every image of the batch should be judged
// `target`: 1 real, 0 fake. Returns a scalar that can be differentiated.
using Loss = std::function<at::Tensor(const at::Tensor& logits, double target)>;

// Binary cross-entropy in nats, mean over the batch: what Goodfellow et al. (2014, section 3) give
// the discriminator; with target 1 on fakes it is their non-saturating loss for the generator.
// Computed from logits, so it neither overflows nor loses its gradient.
at::Tensor binary_cross_entropy(const at::Tensor& logits, double target);

}  // namespace gan
