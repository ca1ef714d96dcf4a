// The least-squares loss: logits should be 1 or 0.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Mao et al. (2017), equation 9: half the squared distance of the logits from 1 on real images and
// from 0 on fakes; for the generator, from 1 on fakes.
Loss least_squares();

}  // namespace gan
