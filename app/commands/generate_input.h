// The latents and classes that `gan generate` draws.
#pragma once

#include <ATen/core/Tensor.h>

#include "commands/generate_options.h"
#include "gan/storage/generator_file.h"

namespace gan::app {

struct GeneratorInput {
  at::Tensor latents;  // float32 [n, latent_dim]
  at::Tensor labels;   // int64 [n]; undefined if the generator is not conditional
};

// In the order of the picture: --class each has the same latents for each class, one class after
// the other; --interpolate has the steps of a pair one after the other, all of one class. Throws
// Error (usage) for a class that the generator does not have.
GeneratorInput draw_input(const GenerateOptions& options, const GeneratorFile& generator);

}  // namespace gan::app
