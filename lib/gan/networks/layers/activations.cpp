#include "gan/networks/layers/activations.h"

#include <torch/types.h>

namespace gan {

at::Tensor Relu::forward(const at::Tensor& input) {
  return torch::relu(input);
}

at::Tensor LeakyRelu::forward(const at::Tensor& input) {
  return torch::leaky_relu(input, slope_);
}

std::string LeakyRelu::script() const {
  return "    x = torch.leaky_relu(x, " + script_literal(slope_) + ")\n";
}

at::Tensor Tanh::forward(const at::Tensor& input) {
  return torch::tanh(input);
}

at::Tensor Dropout::forward(const at::Tensor& input) {
  return torch::dropout(input, share_, is_training());
}

std::string Dropout::script() const {
  return "    x = torch.dropout(x, " + script_literal(share_) + ", self.training)\n";
}

}  // namespace gan
