// The tutorial's networks.
#pragma once

#include "gan/networks/architecture.h"

namespace gan {

// Fully connected. Generator: hidden layers, each Dense, ReLU and batch normalisation in the order
// that the options say, then Dense, the output filter if there is one, tanh. Discriminator: hidden
// layers, each Dense, ReLU, Dropout, then Dense to the logit. Conditional: an embedding of the
// class joined to the latent, and a projection in place of the last Dense (layers/projection.h).
Architecture mlp();

}  // namespace gan
