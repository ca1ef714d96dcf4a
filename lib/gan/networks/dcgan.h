// Convolutional networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// Radford et al. (2016), section 3, in two stages. With C the width of each network and H × W the
// image's sides, rounded up to multiples of 4:
//   generator: Dense to 2C × H/4 × W/4, batch normalisation, ReLU; transposed convolution 4 × 4 of
//     stride 2 to C, batch normalisation, ReLU; another one to the image's channels; tanh. A
//     side that is no multiple of 4 is cropped to its middle.
//   discriminator: convolution 4 × 4 of stride 2 to C, LeakyReLU 0.2; another one to 2C, LeakyReLU;
//     Dense to the logit. A side that is no multiple of 4 is padded with black.
// Initial weights of convolutions are normal, with standard deviation 0.02. Learning rate and beta1
// default to the paper's. Batch normalisation's momentum defaults to less than the tutorial's:
// fakes are drawn with the moving statistics, which then follow the generator faster. Unlike the
// paper's, this discriminator has no batch normalisation: it would mix the images of a batch, and
// gradient penalties need each image's own gradient (Gulrajani et al. 2017, section 4).
Architecture dcgan();

}  // namespace gan
