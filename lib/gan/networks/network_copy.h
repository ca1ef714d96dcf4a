// Networks of the same shape as another.
#pragma once

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

// With the same options, weights, moving statistics and device. Draws no random number that the
// training would miss.
Generator copy_of(const Generator& generator);
// Likewise, with another rate of dropout.
Discriminator copy_of(const Discriminator& discriminator, double dropout);

}  // namespace gan
