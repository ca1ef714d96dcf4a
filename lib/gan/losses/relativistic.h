// The relativistic loss: compares real images with fakes, pair by pair.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Jolicoeur-Martineau (2018), section 3.3, with the logistic function: softplus(fake - real) of
// each pair for the discriminator, softplus(real - fake) for the generator.
Loss relativistic();

}  // namespace gan
