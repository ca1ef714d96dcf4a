// Residual networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// The networks of Miyato et al. (2018), appendix B.4, in two stages. With C the width of each
// network and H × W the image's sides, each up to a multiple of 4:
//   generator: Dense to C × H/4 × W/4; two residual blocks that double both sides; batch
//     normalisation, ReLU, convolution 3 × 3 to the image's channels, tanh. Of a side that is no
//     multiple of 4, the middle is the image.
//   discriminator: two residual blocks that halve both sides and two that keep them; ReLU, the sum
//     over all pixels, Dense to the logit; each convolution with spectral normalisation. An image
//     with a side that is no multiple of 4 is framed in black.
// A block is batch normalisation (the generator's alone), ReLU and convolution 3 × 3, twice, beside
// a convolution 1 × 1.
Architecture resnet();

}  // namespace gan
