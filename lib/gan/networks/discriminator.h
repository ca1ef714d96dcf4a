// The network that tells real from fake.
#pragma once

#include <vector>

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/pimpl.h>

#include "gan/base/image_shape.h"
#include "gan/networks/options.h"

namespace gan {

// The tutorial's discriminator: pixels → hidden layers, each Dense, ReLU, Dropout → Dense to one
// logit. The sigmoid that makes a probability of it is left to the loss and to those who show
// probabilities: log(sigmoid(x)) loses its gradient where the discriminator is sure.
class DiscriminatorImpl : public torch::nn::Module {
 public:
  // Weights are drawn from the default generator. Throws Error where an option is out of range.
  explicit DiscriminatorImpl(DiscriminatorOptions options = {}, ImageShape image = {});

  // float32 [batch, height * width] in [-1, 1] to logits, float32 [batch, 1]; above 0 is "real".
  // Dropout is active in training mode.
  at::Tensor forward(const at::Tensor& images);

  const DiscriminatorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  // One Dense layer per hidden width and the last one, which makes the logit.
  const std::vector<torch::nn::Linear>& dense() const { return dense_; }

 private:
  DiscriminatorOptions options_;
  ImageShape image_;
  std::vector<torch::nn::Linear> dense_;
};
TORCH_MODULE(Discriminator);

}  // namespace gan
