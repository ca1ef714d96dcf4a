// Networks as TorchScript: files that Python and C++ load without this library.
#pragma once

#include <string>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan {

// The bytes of a TorchScript archive in inference mode, on the CPU. LibTorch cannot script a C++
// module, so an equal module is put together from aten's functions.
//
// Attributes: format ("gan.generator" or "gan.discriminator"), image_height, image_width, options
// (the network's options as JSON) and, for the generator, latent_dim.
//
// generator.forward: float32 [n, latent_dim] to float32 [n, image_height * image_width] in [-1, 1].
std::string export_generator(const Generator& generator);

// discriminator.forward: float32 [n, height * width] or [n, height, width] in [-1, 1] to logits
// [n, 1]; discriminator.probability: the same as probabilities that an image is real.
std::string export_discriminator(const Discriminator& discriminator);

}  // namespace gan
