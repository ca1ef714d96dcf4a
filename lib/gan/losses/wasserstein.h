// The Wasserstein loss.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Arjovsky et al. (2017), equation 3: the discriminator's loss is the mean logit of fakes minus
// that of real images; the generator's is minus the mean logit of fakes. Needs a penalty: without
// one, the logits grow without bound.
Loss wasserstein();

}  // namespace gan
