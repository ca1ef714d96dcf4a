#include "commands/generate_input.h"

#include <algorithm>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/data/class_names.h"
#include "gan/networks/latents.h"

namespace gan::app {
namespace {

at::Tensor draw_latents(const GenerateOptions& options, std::int64_t latent_dim) {
  if (options.interpolate == 0) return seeded_latents(options.count, latent_dim, options.seed);
  const at::Tensor ends = seeded_latents(2 * options.count, latent_dim, options.seed);
  return interpolate_latents(ends.narrow(0, 0, options.count),
                             ends.narrow(0, options.count, options.count), options.interpolate);
}

// The number of the class that --class gives.
std::int64_t asked_class(const GenerateOptions& options, const GeneratorFile& generator) {
  std::vector<std::string> classes = generator.classes();
  if (classes.empty()) classes = numbered_classes(kMostClasses);  // the file does not say
  return class_named(options.class_name, classes, "--class");
}

}  // namespace

GeneratorInput draw_input(const GenerateOptions& options, const GeneratorFile& generator) {
  GeneratorInput input{draw_latents(options, generator.latent_dim()), {}};
  const Error wrong = Error::usage("drawing images").at("--class");
  if (!generator.is_conditional()) {
    if (!options.class_name.empty())
      throw Error(wrong)
          .expected("a conditional generator in " + options.checkpoint)
          .found("one without classes")
          .hint("gan train --conditional trains one");
    return input;
  }
  const bool all = options.class_name.empty() || options.draws_each_class();
  if (all && generator.classes().empty())
    throw Error(wrong)
        .expected("a class, because " + options.checkpoint + " does not say how many there are")
        .found(options.class_name.empty() ? "none" : "each")
        .hint("give --class N");
  const auto classes = static_cast<std::int64_t>(generator.classes().size());
  const std::int64_t count = input.latents.size(0);
  if (options.draws_each_class()) {
    const std::int64_t most = options.animation.empty() ? kMostImages : kMostAnimatedImages;
    if (count > most / classes)
      throw Error(wrong)
          .expected("at most " + std::to_string(most) + " images in all")
          .found(std::to_string(classes) + " classes of " + std::to_string(count))
          .hint("give a smaller --count");
    input.latents = input.latents.repeat({classes, 1});
    input.labels = torch::arange(classes, torch::kInt64).repeat_interleave(count);
  } else if (options.class_name.empty()) {
    // The steps of an interpolation are of one class.
    const std::int64_t steps = std::max<std::int64_t>(options.interpolate, 1);
    input.labels = seeded_labels(options.count, torch::arange(classes, torch::kInt64), options.seed)
                       .repeat_interleave(steps);
  } else {
    input.labels = torch::full({count}, asked_class(options, generator), torch::kInt64);
  }
  return input;
}

}  // namespace gan::app
