#include "gan/networks/dcgan.h"

#include "gan/networks/layers/activations.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/convolution.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/shapes.h"

namespace gan {
namespace {

constexpr double kSlope = 0.2;
constexpr double kBlack = -1;

ConvolutionOptions halving() {
  ConvolutionOptions options;
  options.kernel = 4;
  options.stride = 2;
  options.padding = 1;
  options.deviation = 0.02;
  return options;
}

std::int64_t quarter(std::int64_t side) {
  return (side + 3) / 4;
}

bool is_multiple(ImageShape image) {
  return image.height % 4 == 0 && image.width % 4 == 0;
}

void add_dcgan_generator(Layers& layers, const GeneratorOptions& options, ImageShape image) {
  const std::int64_t height = quarter(image.height), width = quarter(image.width);
  const auto add_batch_norm_and_relu = [&] {
    layers.add<BatchNorm>(options.batch_norm_momentum, options.batch_norm_epsilon).add<Relu>();
  };
  layers.add<Dense>(2 * options.width * height * width);
  layers.add<Reshape>(Shape{2 * options.width, height, width});
  add_batch_norm_and_relu();
  layers.add<ConvTranspose2d>(options.width, halving());
  add_batch_norm_and_relu();
  layers.add<ConvTranspose2d>(image.channels, halving());
  if (!is_multiple(image)) layers.add<Crop2d>(image.height, image.width);
  layers.add<Tanh>();
}

void add_dcgan_discriminator(Layers& layers, const DiscriminatorOptions& options,
                             ImageShape image) {
  layers.add<Reshape>(Shape{image.channels, image.height, image.width});
  if (!is_multiple(image))
    layers.add<Pad2d>(4 * quarter(image.height), 4 * quarter(image.width), kBlack);
  layers.add<Conv2d>(options.width, halving()).add<LeakyRelu>(kSlope);
  layers.add<Conv2d>(2 * options.width, halving()).add<LeakyRelu>(kSlope);
  layers.add<Flatten>().add<Dense>(1);
}

}  // namespace

Architecture dcgan() {
  return {"dcgan",
          "convolutional",
          {"latent_dim", "generator_width", "batch_norm_momentum", "batch_norm_epsilon",
           "discriminator_width"},
          {{"learning_rate", "0.0002"}, {"adam_beta1", "0.5"}, {"batch_norm_momentum", "0.8"}},
          add_dcgan_generator,
          add_dcgan_discriminator};
}

}  // namespace gan
