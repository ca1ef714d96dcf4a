// Convolutional networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// Radford et al. (2016), section 3, in S stages (stages.h): 2 for images of up to 28 pixels. With C
// the width of each network and h × w the smallest stage:
//   generator: Dense to 2^(S-1) C × h × w, batch normalisation, ReLU; S transposed convolutions 4 ×
//     4 of stride 2, each to half as many channels, with batch normalisation and ReLU; the last one
//     to the image's channels; tanh. Sides that do not fit are cropped to their middle.
//   discriminator: S convolutions 4 × 4 of stride 2, the first to C, each to twice as many
//     channels, with LeakyReLU 0.2; Dense to the logit; each weight with spectral normalisation
//     (layers/spectral_norm.h). Sides that do not fit are padded with black.
// Conditional: an embedding of the class joined to the latent, and a projection in place of the
// last Dense (layers/projection.h). Initial weights of convolutions are normal, with standard
// deviation 0.02. Learning rate and beta1 default to the paper's. Batch normalisation's momentum
// defaults to less than the tutorial's: samples are drawn with the moving statistics, which then
// follow the generator faster. The paper's discriminator has batch normalisation in place of the
// spectral one: it would mix the images of a batch, and gradient penalties need each image's own
// gradient (Gulrajani et al. 2017, section 4). With neither, the discriminator of three stages wins
// and all latents give one image.
Architecture dcgan();

}  // namespace gan
