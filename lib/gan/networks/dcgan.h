// Convolutional networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// Radford et al. (2016), section 3, in two stages. With C the width of each network and H × W the
// image's sides, each up to a multiple of 4:
//   generator: Dense to 2C × H/4 × W/4, batch normalisation, ReLU; transposed convolution 4 × 4 of
//     stride 2 to C, batch normalisation, ReLU; another one to the image's channels; tanh. Of a
//     side that is no multiple of 4, the middle is the image.
//   discriminator: convolution 4 × 4 of stride 2 to C, LeakyReLU 0.2; another one to 2C, LeakyReLU;
//     Dense to the logit. An image with a side that is no multiple of 4 is framed in black.
// First weights of convolutions are normal of deviation 0.02. It starts from the paper's learning
// rate and beta1, and from moving statistics that follow the generator faster than the tutorial's:
// fakes are drawn with them. The paper normalises batches in the
// discriminator, too; that is left out, as it joins images that penalties take apart (Gulrajani et
// al. 2017, section 4).
Architecture dcgan();

}  // namespace gan
