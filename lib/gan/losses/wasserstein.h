// The distance that the discriminator measures.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Arjovsky et al. (2017), equation 3: the mean logit of fakes minus that of real images, which the
// generator's loss, minus the mean logit of fakes, makes small. Means something only where a
// penalty keeps the discriminator from growing without bound.
Loss wasserstein();

}  // namespace gan
