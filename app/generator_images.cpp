#include "generator_images.h"

#include <torch/types.h>

#include "image_size.h"

namespace gan::app {
namespace {

constexpr std::int64_t kImagesAtATime = 1000;

}  // namespace

GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size) {
  GeneratorFileHints hints;
  if (latent_dim > 0) hints.latent_dim = latent_dim;
  if (!image_size.empty()) hints.image = parse_image_size(image_size);
  return hints;
}

at::Tensor draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                       const std::function<void()>& pulse) {
  at::Tensor images;
  std::int64_t done = 0;
  for (const at::Tensor& portion : latents.split(kImagesAtATime)) {
    if (pulse) pulse();
    const at::Tensor drawn = generator.generate(portion);
    if (!images.defined())
      images = torch::empty({latents.size(0), drawn.size(1), drawn.size(2)}, torch::kFloat32);
    images.narrow(0, done, drawn.size(0)).copy_(drawn);
    done += drawn.size(0);
  }
  return images;
}

}  // namespace gan::app
