// Draws images with a generator in training or from a file; the flags for that file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/data/pixel_range.h"
#include "gan/networks/generator.h"
#include "gan/storage/generator_file.h"

namespace gan::app {

// drawn_images() and draw_images() take float32 latents [n, latent] and, for a conditional
// generator, labels int64 [n], on the CPU. They return float32 images [n, height, width], or [n, 3,
// height, width] in colour, on the CPU, from -1 (black) to 1 (white).
// They draw in portions of 1,000, so that they need little more memory than the images themselves.

// Draws in inference mode. Leaves the generator in training mode.
at::Tensor drawn_images(Generator generator, const at::Tensor& latents, const at::Tensor& labels);

struct DrawnImages {
  at::Tensor images;
  std::string facts;    // "pixel range 0 to 1, found"; empty for a generator of this program
  std::string warning;  // if the range is doubtful; else empty
};

// The generator's pixel range is `asked` if that is given, and -1 to 1 for a generator of this
// program. For others it is found from a hundred images, the same in each call. `on_progress` (may
// be empty) is called before each portion and may throw to stop. Throws Error as GeneratorFile
// does, and if the range cannot be found.
DrawnImages draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                        const at::Tensor& labels, const AskedPixelRange& asked,
                        const std::function<void()>& on_progress = {});

// The flags for a generator's file and for facts that the file may lack: --checkpoint, --latent-dim
// (0: not given) and --image-size (empty: not given).
Field generator_field(std::string& path);
Field latent_dim_field(std::int64_t& latent_dim);
Field image_size_field(std::string& image_size);
// Throws as parse_size() does.
GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size);

}  // namespace gan::app
