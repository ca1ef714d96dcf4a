#include "commands/evaluation_samples.h"

#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/sample_images.h"
#include "gan/networks/latents.h"
#include "gan/storage/generator_file.h"

namespace gan::app {
namespace {

Samples draw_samples(const EvaluateOptions& options, const at::Device& device, ImageShape size,
                     EvaluationProgress& progress) {
  const GeneratorFile generator(options.checkpoint, device,
                                generator_hints(options.latent_dim, options.image_size));
  progress.begin("drawing the samples");
  const DrawnImages drawn =
      draw_images(generator, seeded_latents(options.samples, generator.latent_dim(), options.seed),
                  options.asked_pixel_range(), [&] { progress.update(); });
  const at::Tensor& images = drawn.images;
  if (images.size(1) != size.height || images.size(2) != size.width)
    throw Error("drawing the samples")
        .at(options.checkpoint)
        .expected("images of the data set's size, " + std::to_string(size.height) + " by " +
                  std::to_string(size.width) + " pixels")
        .found(std::to_string(images.size(1)) + " by " + std::to_string(images.size(2)))
        .hint("--data names the images that it was trained on");
  Samples samples;
  samples.images = drawn.images;
  samples.name = options.checkpoint + ", seed " + std::to_string(options.seed);
  samples.facts = samples.name + ": " + std::to_string(options.samples) +
                  (drawn.facts.empty() ? "" : ", " + drawn.facts);
  samples.warning = drawn.warning;
  return samples;
}

Samples read_samples(const EvaluateOptions& options, ImageShape size) {
  const SampleImages read = load_sample_images(
      options.images, size, {options.samples, static_cast<std::uint64_t>(options.seed)},
      options.asked_pixel_range());
  const std::int64_t count = read.images.size(0);
  if (count < kFewestSamples)
    throw Error("reading images")
        .at(options.images)
        .expected("at least " + std::to_string(kFewestSamples) + " images")
        .found(std::to_string(count));
  const std::string chosen = count == read.available ? "all " + std::to_string(count)
                                                     : "a random " + std::to_string(count) +
                                                           " of " + std::to_string(read.available) +
                                                           ", seed " + std::to_string(options.seed);
  Samples samples;
  samples.images = read.images;
  samples.name = options.images + ", " + chosen;
  samples.facts = options.images + ": " + chosen + ", " + read.kind + ", " + read.pixels.facts;
  samples.warning = read.pixels.warning;
  return samples;
}

}  // namespace

Samples load_samples(const EvaluateOptions& options, const at::Device& device, ImageShape size,
                     EvaluationProgress& progress) {
  return options.images.empty() ? draw_samples(options, device, size, progress)
                                : read_samples(options, size);
}

}  // namespace gan::app
