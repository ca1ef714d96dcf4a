#include "commands/generator_images.h"

#include <torch/types.h>

#include "cli/image_size.h"
#include "gan/data/pixel_scaling.h"
#include "gan/networks/latents.h"

namespace gan::app {
namespace {

constexpr std::int64_t kImagesAtATime = 1000;
constexpr std::int64_t kImagesToFindRange = 100;

KnownPixelRange pixels_of(const GeneratorFile& generator, AskedPixelRange asked) {
  if (generator.is_own() && !asked.given) return {{-1, 1}, "", ""};
  const at::Tensor latents = seeded_latents(kImagesToFindRange, generator.latent_dim(), 0);
  asked.supposed = PixelRange{-1, 1};  // of one that is hardly trained
  return find_pixel_range(generator.generate(latents), asked, generator.path());
}

}  // namespace

GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size) {
  GeneratorFileHints hints;
  if (latent_dim > 0) hints.latent_dim = latent_dim;
  if (!image_size.empty()) hints.image = parse_image_size(image_size);
  return hints;
}

DrawnImages draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                        const AskedPixelRange& asked, const std::function<void()>& pulse) {
  const KnownPixelRange pixels = pixels_of(generator, asked);
  DrawnImages drawn{{}, pixels.facts, pixels.warning};
  std::int64_t done = 0;
  for (const at::Tensor& portion : latents.split(kImagesAtATime)) {
    if (pulse) pulse();
    const at::Tensor images = scale_pixels(generator.generate(portion), pixels.range);
    if (!drawn.images.defined())
      drawn.images = torch::empty({latents.size(0), images.size(1), images.size(2)});
    drawn.images.narrow(0, done, images.size(0)).copy_(images);
    done += images.size(0);
  }
  return drawn;
}

}  // namespace gan::app
