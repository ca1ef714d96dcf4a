// The hinge loss, with a margin of 1.
#pragma once

#include "gan/losses/loss.h"

namespace gan {

// Lim and Ye (2017), section 3; Miyato et al. (2018), equations 16 and 17: the discriminator's
// logits should be above 1 on real images and below -1 on fakes, and cost nothing there; the
// generator's loss is minus the mean logit of fakes.
Loss hinge();

}  // namespace gan
