// Signs that a training has collapsed.
#pragma once

#include <string>

#include "gan/data/batch.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/training/epoch_result.h"
#include "gan/training/options.h"

namespace gan {

// Below these, a training has collapsed. Images: they hardly depend on their latents (mean over the
// pixels of the standard deviation over images of a class, pixels in [-1, 1]; MNIST has 0.45), or
// on little but their class. Logits: the discriminator gives all images the same (standard
// deviation over real and generated images), as when all its units are below 0. The third sign is a
// discriminator that is never wrong (Loss::least_discriminator_loss).
constexpr double kLeastImageDeviation = 0.02;
constexpr double kLeastShareWithinClass = 0.15;  // of the deviation over images of all classes
constexpr double kLeastLogitDeviation = 1e-4;

// One line on what is wrong after this epoch and what to try, or empty. Draws kCollapseImages
// images in inference mode without changing the random state. `real`: some training images.
std::string collapse_warning(Generator& generator, Discriminator& discriminator, const Batch& real,
                             const EpochResult& result, double least_discriminator_loss);

constexpr std::int64_t kCollapseImages = 64;  // drawn for the check

// One line on options that cannot train, or empty. Batch normalisation of a single sample makes
// every latent of mlp the same; a loss without a bound diverges.
std::string options_warning(const TrainingOptions& options, const std::string& architecture);

}  // namespace gan
