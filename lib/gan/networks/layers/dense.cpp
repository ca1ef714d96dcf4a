#include "gan/networks/layers/dense.h"

#include <torch/nn/init.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

namespace gan {

Dense::Dense(const Shape& input, std::int64_t outputs, bool spectral_norm) : Layer({outputs}) {
  check_dimensions("Dense", input, 1);
  check_weights("Dense", input[0], outputs);
  // Linear draws initial weights that are not used, but they decide which random numbers follow.
  const torch::nn::Linear drawn(input[0], outputs);
  weight = register_parameter("weight", drawn->weight);
  bias = register_parameter("bias", drawn->bias);
  torch::nn::init::xavier_uniform_(weight);
  torch::nn::init::zeros_(bias);
  if (spectral_norm) norm_ = SpectralNorm(*this, weight);
}

at::Tensor Dense::forward(const at::Tensor& input) {
  return torch::linear(input, norm_.of(weight, is_training()), bias);
}

std::string Dense::script() const {
  return "    x = torch.linear(x, " + norm_.script() + ", self.bias)\n";
}

}  // namespace gan
