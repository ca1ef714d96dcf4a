// Drawing images with a generator from a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/storage/generator_file.h"

namespace gan::app {

// Of the flags --latent-dim (0: not given) and --image-size (empty: not given). Throws Error
// (usage) for a wrong size.
GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size);

// float32 [n, height, width] from float32 latents [n, latent], in portions of 1,000, so that a
// million images need little more memory than they take themselves. `pulse` (may be empty) is
// called before each portion, and may throw to stop.
at::Tensor draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                       const std::function<void()>& pulse = {});

}  // namespace gan::app
