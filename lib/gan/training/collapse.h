// Signs that a training goes on but leads nowhere.
#pragma once

#include <string>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/training/epoch_result.h"
#include "gan/training/options.h"

namespace gan {

// Below these the game is over: images that hardly depend on their latents (mean over the pixels
// of the standard deviation over images, of pixels in [-1, 1]; MNIST itself has 0.45), a
// discriminator that says the same of every image (standard deviation of its logits over real and
// made images), as one whose units all are below 0 does, and one that is never wrong, by its loss's
// own measure (Loss::least_discriminator_loss).
constexpr double kLeastImageDeviation = 0.02;
constexpr double kLeastLogitDeviation = 1e-4;

// What is wrong after this epoch and what to try, in a line; empty where nothing is. Draws 64
// images from latents of its own in inference mode, and touches no random state. `real`: some
// training images, float32 [n, pixels].
std::string collapse_warning(Generator& generator, Discriminator& discriminator,
                             const at::Tensor& real, const EpochResult& result,
                             double least_discriminator_loss);

constexpr std::int64_t kCollapseImages = 64;  // are enough of them

// What is known before training to lead nowhere, in a line; else empty. Batch normalisation of a
// single sample makes every latent of mlp the same; a loss without a bound runs away.
std::string options_warning(const TrainingOptions& options, const std::string& architecture);

}  // namespace gan
