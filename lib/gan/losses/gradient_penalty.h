// A penalty that keeps gradient norms near 1 between real and fake images.
#pragma once

#include "gan/losses/penalty.h"

namespace gan {

// Gulrajani et al. (2017), equation 3: the squared distance of the gradient's norm from 1, at
// points drawn uniformly (with the device's default random generator) between a real and a fake
// image. The paper's weight is 10.
Penalty gradient_penalty();

}  // namespace gan
