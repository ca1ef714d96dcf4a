#include "gan/networks/layers/projection.h"

#include <torch/nn/init.h>
#include <torch/types.h>

namespace gan {

Projection::Projection(const Shape& input, std::int64_t classes, bool spectral_norm)
    : ConditionalLayer({1}),
      dense_(register_module("dense", std::make_shared<Dense>(input, 1, spectral_norm))) {
  check_weights("Projection", classes, input[0]);
  weight = register_parameter("weight", torch::empty({classes, input[0]}));
  torch::nn::init::xavier_uniform_(weight);
  if (spectral_norm) norm_ = SpectralNorm(*this, weight);
}

at::Tensor Projection::forward(const at::Tensor& input, const at::Tensor& labels) {
  const at::Tensor vectors = rows_of(norm_.of(weight, is_training()), labels);
  return dense_->forward(input) + (input * vectors).sum(1, /*keepdim=*/true);
}

std::string Projection::script() const {
  return "    x = self.dense.forward(x) + torch.sum(x * " + rows_script(norm_.script()) +
         ", [1], True)\n";
}

void add_logit(Layers& layers, std::int64_t classes, bool spectral_norm) {
  if (classes > 0)
    layers.add<Projection>(classes, spectral_norm);
  else
    layers.add<Dense>(1, spectral_norm);
}

}  // namespace gan
