// The architectures of the two networks.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// A pair of networks as two lists of layers. To add one, write a pair of files that makes such an
// entry, and add a line to the table in architectures.cpp.
struct Architecture {
  std::string name;  // the value of --architecture
  std::string help;  // what it is, in a few words
  // The fields of GeneratorOptions and DiscriminatorOptions that it reads; it refuses the others.
  std::vector<std::string> options;
  // Its own defaults, by the option's name, where they differ from the option's default.
  std::vector<std::pair<std::string, std::string>> defaults;

  // From latents [latent_dim] to images, [values] or [channels, height, width], in [-1, 1].
  // `classes`: how many a conditional network draws or judges; 0: it is not conditional.
  void (*add_generator)(Layers& layers, const GeneratorOptions& options, ImageShape image,
                        std::int64_t classes);
  // From images [values] to one logit, [1].
  void (*add_discriminator)(Layers& layers, const DiscriminatorOptions& options, ImageShape image,
                            std::int64_t classes);
};

const std::vector<Architecture>& architectures();

// Throws Error (usage) for a name that is not in the table.
const Architecture& architecture_named(const std::string& name);

}  // namespace gan
