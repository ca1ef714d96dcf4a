// Residual networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// The networks of Miyato et al. (2018), appendix B.4, in two stages. With C the width of each
// network and H × W the image's sides, rounded up to multiples of 4:
//   generator: Dense to C × H/4 × W/4; two residual blocks that double both sides; batch
//     normalisation, ReLU, convolution 3 × 3 to the image's channels, tanh. A side that is no
//     multiple of 4 is cropped to its middle.
//   discriminator: two residual blocks that halve both sides and two that keep them; ReLU, the sum
//     over all pixels, Dense to the logit; each convolution with spectral normalisation. A side
//     that is no multiple of 4 is padded with black.
// A block is batch normalisation (in the generator only), ReLU and convolution 3 × 3, twice. Its
// shortcut is a convolution 1 × 1 where the sides change, else the identity.
Architecture resnet();

}  // namespace gan
