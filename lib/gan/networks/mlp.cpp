#include "gan/networks/mlp.h"

#include "gan/networks/layers/activations.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/binomial_filter.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/label_embedding.h"
#include "gan/networks/layers/projection.h"

namespace gan {
namespace {

void add_mlp_generator(Layers& layers, const GeneratorOptions& options, ImageShape image,
                       std::int64_t classes) {
  if (classes > 0) layers.add<LabelEmbedding>(classes);
  for (const std::int64_t width : options.hidden) {
    layers.add<Dense>(width);
    if (options.batch_norm == BatchNormOrder::after_relu) layers.add<Relu>();
    layers.add<BatchNorm>(options.batch_norm_momentum, options.batch_norm_epsilon);
    if (options.batch_norm == BatchNormOrder::before_relu) layers.add<Relu>();
  }
  layers.add<Dense>(image.values());
  if (options.output_filter == OutputFilter::binomial)
    layers.add_as<BinomialFilter>("output_filter", image);
  layers.add<Tanh>();
}

void add_mlp_discriminator(Layers& layers, const DiscriminatorOptions& options, ImageShape,
                           std::int64_t classes) {
  for (const std::int64_t width : options.hidden)
    layers.add<Dense>(width).add<Relu>().add<Dropout>(options.dropout);
  add_logit(layers, classes);
}

}  // namespace

Architecture mlp() {
  return {"mlp",
          "fully connected",
          {"latent_dim", "generator_hidden", "batch_norm", "batch_norm_momentum",
           "batch_norm_epsilon", "output_filter", "discriminator_hidden", "dropout"},
          /*defaults=*/{},
          add_mlp_generator,
          add_mlp_discriminator};
}

}  // namespace gan
