// Residual networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// The networks of Miyato et al. (2018), appendix B.4, in S stages (stages.h): 2 for images of up to
// 28 pixels. With C the width of each network and h × w the smallest stage:
//   generator: Dense to C × h × w; S residual blocks that double both sides; batch normalisation,
//     ReLU, convolution 3 × 3 to the image's channels, tanh. Sides that do not fit are cropped to
//     their middle.
//   discriminator: S residual blocks that halve both sides and two that keep them; ReLU, the sum
//     over all pixels, Dense to the logit; each convolution with spectral normalisation. Sides that
//     do not fit are padded with black.
// Conditional, as in Miyato and Koyama (2018): batch normalisation by class in the generator, and a
// projection in place of the last Dense (layers/projection.h).
// A block is batch normalisation (in the generator only), ReLU and convolution 3 × 3, twice. Its
// shortcut is a convolution 1 × 1 where the sides change, else the identity.
Architecture resnet();

}  // namespace gan
