// Copies of networks.
#pragma once

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

// With the same options, weights, moving statistics and device. Leaves the random state unchanged.
Generator copy_of(const Generator& generator);
// The same with another dropout rate.
Discriminator copy_of(const Discriminator& discriminator, double dropout);

}  // namespace gan
