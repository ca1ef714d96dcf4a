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
  if (!part_ || !is_training() || share_ == 0) return torch::dropout(input, share_, is_training());
  std::vector<std::int64_t> whole = input.sizes().vec();
  whole[0] = part_->whole;
  const at::Tensor kept =
      torch::empty(whole, input.options().memory_format(input.suggest_memory_format()))
          .bernoulli_(1 - share_);
  return input * part_->of(kept).div(1 - share_);
}

std::string Dropout::script() const {
  return "    x = torch.dropout(x, " + script_literal(share_) + ", self.training)\n";
}

}  // namespace gan
