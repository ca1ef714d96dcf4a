// Networks as TorchScript: files that Python and C++ load without this library.
#pragma once

#include <string>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

// The bytes of a TorchScript archive in inference mode, on the CPU. LibTorch cannot script a C++
// module, so the export builds an equivalent one from aten functions.
//
// Attributes: format ("gan.generator" or "gan.discriminator"), architecture, image_channels,
// image_height, image_width, options (those that the architecture reads, as JSON), for the
// generator latent_dim, and for conditional networks classes, the names as a list of texts.
//
// generator.forward: float32 [n, latent_dim] to float32 images in [-1, 1]: [n, channels * height *
// width] for the architecture mlp, as in the tutorial, [n, channels, height, width] for the others.
//
// Of conditional networks, these functions take a second argument: int64 [n], the class of each
// sample, from 0.
std::string export_generator(const Generator& generator);

// discriminator.forward: float32 [n, channels * height * width], [n, height, width] or [n,
// channels, height, width] in [-1, 1] to logits [n, 1]. discriminator.probability: the same input
// to the probability that an image is real, [n, 1].
std::string export_discriminator(const Discriminator& discriminator);

}  // namespace gan
