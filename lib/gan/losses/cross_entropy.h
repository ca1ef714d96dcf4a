// The tutorial's loss.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Binary cross-entropy in nats of logits [batch, 1] when every image should be classified as
// `target`: 1 real, 0 fake. Mean over the batch. Computed from logits, so it neither overflows nor
// loses its gradient.
at::Tensor binary_cross_entropy(const at::Tensor& logits, double target);

// Goodfellow et al. (2014), section 3. The discriminator's targets are 1 on real images and 0 on
// fakes; the generator's is 1 on fakes (the non-saturating loss).
Loss cross_entropy();

}  // namespace gan
