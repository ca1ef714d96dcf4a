// Signs that a training goes on but leads nowhere.
#pragma once

#include <string>

#include "gan/models/generator.h"
#include "gan/training/epoch_result.h"

namespace gan {

// Below these the game is over: images that hardly depend on their latents (mean over the pixels
// of the standard deviation over images, of pixels in [-1, 1]; MNIST itself has 0.45), and a
// discriminator that is never wrong (mean loss of an epoch in nats).
constexpr double kLeastImageDeviation = 0.02;
constexpr double kLeastDiscriminatorLoss = 1e-3;

// What is wrong after this epoch and what to try, in a line; empty where nothing is. Draws 64
// images from latents of its own in inference mode, and touches no random state.
std::string collapse_warning(Generator& generator, const EpochResult& result);

}  // namespace gan
