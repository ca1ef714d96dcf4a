#include "gan/networks/layers/projection.h"

#include <torch/nn/init.h>
#include <torch/types.h>

namespace gan {

Projection::Projection(const Shape& input, std::int64_t classes)
    : ConditionalLayer({1}), dense_(register_module("dense", std::make_shared<Dense>(input, 1))) {
  check_weights("Projection", classes, input[0]);
  weight = register_parameter("weight", torch::empty({classes, input[0]}));
  torch::nn::init::xavier_uniform_(weight);
}

at::Tensor Projection::forward(const at::Tensor& input, const at::Tensor& labels) {
  return dense_->forward(input) + (input * rows_of(weight, labels)).sum(1, /*keepdim=*/true);
}

std::string Projection::script() const {
  return "    x = self.dense.forward(x) + torch.sum(x * " + rows_script("self.weight") +
         ", [1], True)\n";
}

void add_logit(Layers& layers, std::int64_t classes) {
  if (classes > 0)
    layers.add<Projection>(classes);
  else
    layers.add<Dense>(1);
}

}  // namespace gan
