#include "gan/engines/cuda/mlp/dense.h"

#include <ATen/Functions.h>

namespace gan::cuda {

Dense::Dense(const gan::Dense& layer, at::ScalarType products)
    : weight(layer.weight),
      bias(layer.bias),
      product_weight(products == at::kFloat ? weight : weight.detach().to(products)),
      weight_gradient(at::zeros_like(product_weight)),
      bias_gradient(at::zeros_like(bias)) {}

void Dense::forward(const at::Tensor& input, at::Tensor out) const {
  at::mm_out(out, input, product_weight.t());
}

void Dense::backward(const at::Tensor& gradient, at::Tensor input_gradient) const {
  at::mm_out(input_gradient, gradient, product_weight);
}

void Dense::compute_weight_gradient(const at::Tensor& gradient, const at::Tensor& input) {
  at::mm_out(weight_gradient, gradient.t(), input);
}

void Dense::refresh() {
  if (!product_weight.is_same(weight)) product_weight.copy_(weight);
}

}  // namespace gan::cuda
