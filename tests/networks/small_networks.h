// Networks of any architecture, small enough to train in a moment.
#pragma once

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"

namespace gan::test {

struct SmallNetworks {
  Generator generator{nullptr};
  Discriminator discriminator{nullptr};
};

inline constexpr std::int64_t kSmallLatentDim = 5;

// From the default generator.
inline SmallNetworks small_networks(const std::string& architecture, ImageShape image,
                                    const std::vector<std::string>& classes = {}) {
  GeneratorOptions generator;
  generator.latent_dim = kSmallLatentDim;
  generator.hidden = {8};
  generator.width = 4;
  generator.batch_norm_momentum = 0.5;
  DiscriminatorOptions discriminator;
  discriminator.hidden = {16, 8};
  discriminator.width = 4;
  return {Generator(generator, image, architecture, classes),
          Discriminator(discriminator, image, architecture, classes)};
}

}  // namespace gan::test
