// The network that draws.
#pragma once

#include <vector>

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/pimpl.h>

#include "gan/base/image_shape.h"
#include "gan/networks/layers/batch_norm.h"
#include "gan/networks/options.h"

namespace gan {

// The tutorial's generator: latent → hidden layers, each Dense, ReLU and batch normalisation in
// the order that the options say → Dense, the output filter if there is one, tanh.
class GeneratorImpl : public torch::nn::Module {
 public:
  // Weights are drawn from the default generator. Throws Error where an option is out of range.
  explicit GeneratorImpl(GeneratorOptions options = {}, ImageShape image = {});

  // float32 [batch, latent_dim] of standard normal draws to float32 [batch, height * width] in
  // [-1, 1]. In training mode the batch normalisations use, and learn from, the batch.
  at::Tensor forward(const at::Tensor& latents);

  const GeneratorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  // One Dense layer per hidden width and the last one, which makes the pixels.
  const std::vector<torch::nn::Linear>& dense() const { return dense_; }
  const std::vector<BatchNorm>& batch_norm() const { return batch_norm_; }

 private:
  GeneratorOptions options_;
  ImageShape image_;
  std::vector<torch::nn::Linear> dense_;
  std::vector<BatchNorm> batch_norm_;
};
TORCH_MODULE(Generator);

}  // namespace gan
