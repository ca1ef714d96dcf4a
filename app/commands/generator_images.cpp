#include "commands/generator_images.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/data/image_tensor.h"
#include "gan/data/pixel_scaling.h"
#include "gan/networks/latents.h"

namespace gan::app {
namespace {

constexpr std::int64_t kImagesAtATime = 1000;
constexpr std::int64_t kImagesToFindRange = 100;

// The images that `draw` makes of the latents, in portions.
at::Tensor portion_by_portion(
    const at::Tensor& latents, const at::Tensor& labels,
    const std::function<at::Tensor(const at::Tensor& latents, const at::Tensor& labels)>& draw) {
  at::Tensor images;
  std::int64_t done = 0;
  for (const at::Tensor& portion : latents.split(kImagesAtATime)) {
    const at::Tensor drawn =
        draw(portion, labels.defined() ? labels.narrow(0, done, portion.size(0)) : labels);
    if (!images.defined()) {
      std::vector<std::int64_t> sizes = drawn.sizes().vec();
      sizes[0] = latents.size(0);
      images = torch::empty(sizes);
    }
    images.narrow(0, done, drawn.size(0)).copy_(drawn);
    done += drawn.size(0);
  }
  return images;
}

KnownPixelRange pixels_of(const GeneratorFile& generator, AskedPixelRange asked) {
  if (generator.is_own() && !asked.given) return {{-1, 1}, "", ""};
  const at::Tensor latents = seeded_latents(kImagesToFindRange, generator.latent_dim(), 0);
  const auto classes = static_cast<std::int64_t>(generator.classes().size());
  const at::Tensor labels = labels_in_turn(
      kImagesToFindRange, generator.is_conditional() ? std::max<std::int64_t>(classes, 1) : 0);
  asked.supposed = PixelRange{-1, 1};  // the fallback, for a generator that is hardly trained
  return find_pixel_range(generator.generate(latents, labels), asked, generator.path());
}

}  // namespace

at::Tensor drawn_images(Generator generator, const at::Tensor& latents, const at::Tensor& labels) {
  const torch::NoGradGuard no_grad;
  const at::Device device = generator->parameters().front().device();
  const std::vector<std::int64_t> sizes = sizes_of(-1, generator->image());
  generator->eval();
  const auto draw = [&](const at::Tensor& portion, const at::Tensor& classes) {
    return generator->forward(portion.to(device), classes.defined() ? classes.to(device) : classes)
        .view(sizes);
  };
  at::Tensor images = portion_by_portion(latents, labels, draw);
  generator->train();
  return images;
}

DrawnImages draw_images(const GeneratorFile& generator, const at::Tensor& latents,
                        const at::Tensor& labels, const AskedPixelRange& asked,
                        const std::function<void()>& on_progress) {
  const KnownPixelRange pixels = pixels_of(generator, asked);
  const auto draw = [&](const at::Tensor& portion, const at::Tensor& classes) {
    if (on_progress) on_progress();
    return scale_pixels(generator.generate(portion, classes), pixels.range);
  };
  at::Tensor images = portion_by_portion(latents, labels, draw);
  return {std::move(images), pixels.facts, pixels.warning};
}

Field generator_field(std::string& path) {
  return Field("checkpoint", path,
               "a run's gan_gen.pt or checkpoint, or another TorchScript generator")
      .path("FILE");
}

Field latent_dim_field(std::int64_t& latent_dim) {
  return Field("latent_dim", latent_dim, "size of the generator's input; 0: as the file says")
      .at_least(0)
      .at_most(65536);
}

Field image_size_field(std::string& image_size) {
  return Field("image_size", image_size, "size of the images; without it: as the file says")
      .placeholder("N|HEIGHTxWIDTH");
}

GeneratorFileHints generator_hints(std::int64_t latent_dim, const std::string& image_size) {
  GeneratorFileHints hints;
  if (latent_dim > 0) hints.latent_dim = latent_dim;
  if (!image_size.empty()) hints.image = parse_size(image_size, "--image-size");
  return hints;
}

}  // namespace gan::app
