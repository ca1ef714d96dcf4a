// Networks and images small enough to train in a moment.
#pragma once

#include <torch/types.h>

#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/training/options.h"

namespace gan::test {

struct TinyGan {
  Generator generator{nullptr};
  Discriminator discriminator{nullptr};
};

inline constexpr std::int64_t kTinyLatent = 4;

// New networks from the default generator, for images of `side` by `side` pixels.
inline TinyGan tiny_gan(std::int64_t side = 4, double dropout = 0.25) {
  GeneratorOptions generator;
  generator.latent_dim = kTinyLatent;
  generator.hidden = {8};
  DiscriminatorOptions discriminator;
  discriminator.hidden = {16, 8};
  discriminator.dropout = dropout;
  const ImageShape image{side, side};
  return {Generator(generator, image), Discriminator(discriminator, image)};
}

inline TrainingOptions tiny_training() {
  TrainingOptions options;
  options.epochs = 2;
  options.iterations_per_epoch = 3;
  options.batch_size = 10;
  return options;
}

// uint8 [50, side, side], the same each time, without touching the default generator.
inline at::Tensor tiny_images(std::int64_t side = 4) {
  const at::Tensor pixels = torch::arange(50 * side * side).view({50, side, side});
  return (pixels * 37 % 256).to(torch::kUInt8);
}

// All weights and moving statistics of a network in one row.
template <class Network>
at::Tensor everything(const Network& network) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& tensor : network->parameters()) parts.push_back(tensor.detach().flatten());
  for (const at::Tensor& tensor : network->buffers()) parts.push_back(tensor.flatten());
  return torch::cat(parts).clone();
}

}  // namespace gan::test
