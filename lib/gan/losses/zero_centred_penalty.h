// Penalties that keep gradients near 0 on real images or on fakes.
#pragma once

#include "gan/losses/penalty.h"

namespace gan {

// Mescheder et al. (2018), equations 9 and 10: half the squared norm of the gradient, on real
// images (R1) or on fakes (R2).
Penalty r1();
Penalty r2();

}  // namespace gan
