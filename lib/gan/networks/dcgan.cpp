#include "gan/networks/dcgan.h"

#include "gan/networks/layers/activations.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/convolution.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/label_embedding.h"
#include "gan/networks/layers/projection.h"
#include "gan/networks/layers/shapes.h"
#include "gan/networks/stages.h"

namespace gan {
namespace {

constexpr double kSlope = 0.2;
constexpr double kBlack = -1;

ConvolutionOptions halving(bool spectral_norm) {
  ConvolutionOptions options;
  options.kernel = 4;
  options.stride = 2;
  options.padding = 1;
  options.deviation = 0.02;
  options.spectral_norm = spectral_norm;
  return options;
}

void add_dcgan_generator(Layers& layers, const GeneratorOptions& options, ImageShape image,
                         std::int64_t classes) {
  const Stages stages(image);
  const auto add_batch_norm_and_relu = [&] {
    layers.add<BatchNorm>(options.batch_norm_momentum, options.batch_norm_epsilon).add<Relu>();
  };
  // Half as many channels wherever the sides double.
  std::int64_t channels = options.width << (stages.count - 1);
  if (classes > 0) layers.add<LabelEmbedding>(classes);
  layers.add<Dense>(channels * stages.height * stages.width);
  layers.add<Reshape>(Shape{channels, stages.height, stages.width});
  add_batch_norm_and_relu();
  for (channels /= 2; channels >= options.width; channels /= 2) {
    layers.add<ConvTranspose2d>(channels, halving(/*spectral_norm=*/false));
    add_batch_norm_and_relu();
  }
  layers.add<ConvTranspose2d>(image.channels, halving(/*spectral_norm=*/false));
  if (!stages.fit(image)) layers.add<Crop2d>(image.height, image.width);
  layers.add<Tanh>();
}

void add_dcgan_discriminator(Layers& layers, const DiscriminatorOptions& options, ImageShape image,
                             std::int64_t classes) {
  layers.add<Reshape>(Shape{image.channels, image.height, image.width});
  const Stages stages(image);
  if (!stages.fit(image)) layers.add<Pad2d>(stages.full_height(), stages.full_width(), kBlack);
  for (std::int64_t stage = 0; stage < stages.count; ++stage)
    layers.add<Conv2d>(options.width << stage, halving(/*spectral_norm=*/true))
        .add<LeakyRelu>(kSlope);
  layers.add<Flatten>();
  add_logit(layers, classes, /*spectral_norm=*/true);
}

}  // namespace

Architecture dcgan() {
  return {"dcgan",
          "convolutional",
          {"latent_dim", "generator_width", "batch_norm_momentum", "batch_norm_epsilon",
           "discriminator_width"},
          {{"learning_rate", "0.0002"},
           {"adam_beta1", "0.5"},
           {"batch_norm_momentum", "0.8"},
           {"fake_statistics", "batch"}},
          add_dcgan_generator,
          add_dcgan_discriminator};
}

}  // namespace gan
