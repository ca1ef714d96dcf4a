#include "gan/networks/options.h"

namespace gan {

namespace {
// Above any real use, but low enough that a mistyped number does not use up the memory.
constexpr double kWidest = 65536;
constexpr double kMostChannels = 4096;

std::vector<Field> advanced(std::vector<Field> fields) {
  for (Field& field : fields) field.advanced();
  return fields;
}
}  // namespace

std::vector<Field> GeneratorOptions::fields() {
  return advanced({
      Field("latent_dim", latent_dim, "size of the generator's input, a random vector")
          .at_least(1)
          .at_most(kWidest),
      Field("generator_hidden", hidden, "units of the generator's hidden layers")
          .at_least(1)
          .at_most(kWidest),
      Field("generator_width", width, "channels of the generator's last hidden layer")
          .at_least(1)
          .at_most(kMostChannels),
      Field::choice("batch_norm", batch_norm,
                    {{"after-relu", BatchNormOrder::after_relu},
                     {"before-relu", BatchNormOrder::before_relu}},
                    "place of batch normalisation in the generator's hidden layers"),
      Field("batch_norm_momentum", batch_norm_momentum,
            "weight of the old moving statistics, as in Keras (PyTorch's is 1 minus this)")
          .at_least(0)
          .below(1),
      Field("batch_norm_epsilon", batch_norm_epsilon, "number added to the variance").above(0),
      Field::choice("output_filter", output_filter,
                    {{"none", OutputFilter::none}, {"binomial", OutputFilter::binomial}},
                    "low-pass filter after the generator's last layer"),
  });
}

std::vector<Field> DiscriminatorOptions::fields() {
  return advanced({
      Field("discriminator_hidden", hidden, "units of the discriminator's hidden layers")
          .at_least(1)
          .at_most(kWidest),
      Field("discriminator_width", width, "channels of the discriminator's first layer")
          .at_least(1)
          .at_most(kMostChannels),
      Field("dropout", dropout, "dropout rate in the discriminator's hidden layers")
          .at_least(0)
          .below(1),
  });
}

}  // namespace gan
