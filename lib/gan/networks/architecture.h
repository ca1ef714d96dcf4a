// The architectures that both networks can have.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// A pair of networks as two lists of layers. To add one: a pair of files that makes such an entry,
// and a line in the table of architectures.cpp.
struct Architecture {
  std::string name;  // as --architecture takes it
  std::string help;  // what it is, in a few words
  // The fields of GeneratorOptions and DiscriminatorOptions that it reads; it refuses the others.
  std::vector<std::string> options;
  // What it trains well with, by the name of the option, where that is not the option's own
  // default.
  std::vector<std::pair<std::string, std::string>> defaults;

  // From latents [latent_dim] to images, [values] or [channels, height, width], in [-1, 1].
  void (*add_generator)(Layers& layers, const GeneratorOptions& options, ImageShape image);
  // From images [values] to one logit, [1].
  void (*add_discriminator)(Layers& layers, const DiscriminatorOptions& options, ImageShape image);
};

const std::vector<Architecture>& architectures();

// Throws Error (usage) for a name that is not in the table.
const Architecture& architecture_named(const std::string& name);

}  // namespace gan
