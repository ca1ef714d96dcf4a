// Drawing with the generator of a training.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/networks/generator.h"

namespace gan::app {

// float32 [n, height, width] on the CPU from float32 latents [n, latent], in inference mode and in
// portions of 1,000. Leaves the generator in training mode.
at::Tensor drawn_images(Generator generator, const at::Tensor& latents);

}  // namespace gan::app
