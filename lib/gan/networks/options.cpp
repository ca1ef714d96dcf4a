#include "gan/networks/options.h"

namespace gan {

namespace {
// Wide enough for any real use, and narrow enough that a slip of the hand is not an allocation.
constexpr double kWidest = 65536;
constexpr double kMostChannels = 4096;
}  // namespace

std::vector<Field> GeneratorOptions::fields() {
  return {
      Field("latent_dim", latent_dim, "size of the random vector that the generator starts from")
          .at_least(1)
          .at_most(kWidest),
      Field("generator_hidden", hidden, "widths of the generator's hidden layers")
          .at_least(1)
          .at_most(kWidest),
      Field("generator_width", width, "channels of the generator's last hidden convolution")
          .at_least(1)
          .at_most(kMostChannels),
      Field::choice("batch_norm", batch_norm,
                    {{"after-relu", BatchNormOrder::after_relu},
                     {"before-relu", BatchNormOrder::before_relu}},
                    "where the generator's hidden layers normalise"),
      Field("batch_norm_momentum", batch_norm_momentum,
            "share of the old moving statistics kept at each step (Keras's convention)")
          .at_least(0)
          .below(1),
      Field("batch_norm_epsilon", batch_norm_epsilon, "added to the variance before its root")
          .above(0),
      Field::choice("output_filter", output_filter,
                    {{"none", OutputFilter::none}, {"binomial", OutputFilter::binomial}},
                    "what smooths the generator's last layer, so that no pixel is bright alone"),
  };
}

std::vector<Field> DiscriminatorOptions::fields() {
  return {
      Field("discriminator_hidden", hidden, "widths of the discriminator's hidden layers")
          .at_least(1)
          .at_most(kWidest),
      Field("discriminator_width", width, "channels of the discriminator's first convolution")
          .at_least(1)
          .at_most(kMostChannels),
      Field("dropout", dropout, "share of the discriminator's activations set to zero in training")
          .at_least(0)
          .below(1),
  };
}

}  // namespace gan
