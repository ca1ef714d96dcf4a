// Binary cross-entropy of one logit, in nats.
#pragma once

#include <cmath>

#include "gan/math/host_device.h"

namespace gan {

// -log(sigmoid(x)) for target 1 and -log(1 - sigmoid(x)) for target 0, in the form that neither
// overflows nor rounds to 0 for a large logit.
GAN_HOST_DEVICE float bce_with_logit(float logit, float target) {
  const float positive = logit <= 0 ? 0 : logit;
  return positive - logit * target + log1pf(expf(-fabsf(logit)));
}

// The loss's derivative: sigmoid(x) - target.
GAN_HOST_DEVICE float bce_with_logit_gradient(float logit, float target) {
  const float small = expf(-fabsf(logit));
  return (logit < 0 ? small : 1) / (1 + small) - target;
}

}  // namespace gan
