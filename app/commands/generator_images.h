// Drawing images with a generator, of a training or from a file, and what flags say of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/data/pixel_range.h"
#include "gan/networks/generator.h"
#include "gan/storage/generator_file.h"

namespace gan::app {

// Both draw from float32 latents [n, latent] in portions of 1,000, so that a million images need
// little more memory than they take themselves, and give float32 images [n, height, width], or
// [n, 3, height, width] in colour, on the CPU, from -1 (black) to 1 (white).

// In inference mode. Leaves the generator in training mode.
at::Tensor drawn_images(Generator generator, const at::Tensor& latents);

struct DrawnImages {
  at::Tensor images;
  std::string facts;    // "pixel range 0 to 1, found"; empty where there is nothing to find
  std::string warning;  // where that is doubtful; else empty
};

// What the generator's numbers mean is `asked`, or, of one that this program did not make, found by
// a hundred images of its own, the same for each call. `on_progress` (may be empty) is called
// before each portion, and may throw to stop. Throws Error as GeneratorFile does, and where that
// range cannot be found.
DrawnImages draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                        const AskedPixelRange& asked,
                        const std::function<void()>& on_progress = {});

// The value of --image-size: "28x28", height first. Throws Error (usage) for anything else, or
// sides outside of 1 to 4096.
ImageShape parse_image_size(const std::string& text);

// The flags that name a generator's file and say what it does not say: --checkpoint, --latent-dim
// (0: not given) and --image-size (empty: not given).
Field generator_field(std::string& path);
Field latent_dim_field(std::int64_t& latent_dim);
Field image_size_field(std::string& image_size);
// Throws as parse_image_size() does.
GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size);

}  // namespace gan::app
