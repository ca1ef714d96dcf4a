// Slopes near 1 between real and fake images.
#pragma once

#include "gan/losses/penalty.h"

namespace gan {

// Gulrajani et al. (2017), equation 3: the squared distance from 1 of the gradient's norm, at
// points drawn evenly (by the default generator of the device) between a real and a fake image.
// They give it a weight of 10.
Penalty gradient_penalty();

}  // namespace gan
