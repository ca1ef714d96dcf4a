#include "gan/networks/resnet.h"

#include "gan/networks/layers/activations.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/layers/convolution.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/projection.h"
#include "gan/networks/layers/resampling.h"
#include "gan/networks/layers/residual.h"
#include "gan/networks/layers/shapes.h"
#include "gan/networks/stages.h"

namespace gan {
namespace {

constexpr double kFrame = -1;  // black

ConvolutionOptions same_size(std::int64_t kernel, bool spectral_norm) {
  ConvolutionOptions options;
  options.kernel = kernel;
  options.padding = kernel / 2;
  options.spectral_norm = spectral_norm;
  return options;
}

void add_norm(Layers& layers, const GeneratorOptions& options, std::int64_t classes) {
  add_batch_norm(layers, classes, options.batch_norm_momentum, options.batch_norm_epsilon);
}

void add_doubling_block(Layers& layers, const GeneratorOptions& options, std::int64_t classes) {
  const ConvolutionOptions three = same_size(3, false), one = same_size(1, false);
  Layers main(layers.output_shape()), shortcut(layers.output_shape());
  add_norm(main, options, classes);
  main.add<Relu>().add<Upsample2d>().add<Conv2d>(options.width, three);
  add_norm(main, options, classes);
  main.add<Relu>().add<Conv2d>(options.width, three);
  shortcut.add<Upsample2d>().add<Conv2d>(options.width, one);
  layers.add<Residual>(main, shortcut);
}

enum class Sides { halved, kept };

// The first block has no ReLU at its input: it would cut off the pixels below 0.
void add_block(Layers& layers, std::int64_t width, Sides sides, bool first) {
  const ConvolutionOptions three = same_size(3, true), one = same_size(1, true);
  Layers main(layers.output_shape()), shortcut(layers.output_shape());
  if (!first) main.add<Relu>();
  main.add<Conv2d>(width, three).add<Relu>().add<Conv2d>(width, three);
  if (sides == Sides::halved) {
    main.add<AveragePool2d>();
    shortcut.add<AveragePool2d>();
  }
  if (sides == Sides::halved) shortcut.add<Conv2d>(width, one);
  layers.add<Residual>(main, shortcut);
}

void add_resnet_generator(Layers& layers, const GeneratorOptions& options, ImageShape image,
                          std::int64_t classes) {
  const Stages stages(image);
  layers.add<Dense>(options.width * stages.height * stages.width);
  layers.add<Reshape>(Shape{options.width, stages.height, stages.width});
  for (std::int64_t stage = 0; stage < stages.count; ++stage)
    add_doubling_block(layers, options, classes);
  add_norm(layers, options, classes);
  layers.add<Relu>().add<Conv2d>(image.channels, same_size(3, false));
  if (!stages.fit(image)) layers.add<Crop2d>(image.height, image.width);
  layers.add<Tanh>();
}

void add_resnet_discriminator(Layers& layers, const DiscriminatorOptions& options, ImageShape image,
                              std::int64_t classes) {
  layers.add<Reshape>(Shape{image.channels, image.height, image.width});
  const Stages stages(image);
  if (!stages.fit(image)) layers.add<Pad2d>(stages.full_height(), stages.full_width(), kFrame);
  for (std::int64_t stage = 0; stage < stages.count; ++stage)
    add_block(layers, options.width, Sides::halved, /*first=*/stage == 0);
  for (int i = 0; i < 2; ++i) add_block(layers, options.width, Sides::kept, /*first=*/false);
  layers.add<Relu>().add<GlobalSumPool>();
  add_logit(layers, classes);
}

}  // namespace

Architecture resnet() {
  return {"resnet",
          "residual",
          {"latent_dim", "generator_width", "batch_norm_momentum", "batch_norm_epsilon",
           "discriminator_width"},
          {{"learning_rate", "0.0002"}, {"adam_beta1", "0.5"}, {"batch_norm_momentum", "0.8"}},
          add_resnet_generator,
          add_resnet_discriminator};
}

}  // namespace gan
