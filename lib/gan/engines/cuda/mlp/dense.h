// A fully connected layer as the fast path sees it.
#pragma once

#include <ATen/Functions.h>
#include <ATen/core/Tensor.h>

#include "gan/networks/layers/dense.h"

namespace gan::cuda {

// Its parameters, which stay the module's, and room for their gradients.
struct Dense {
  // `products` is the type of the matrix products: float32 or bfloat16.
  Dense(const gan::Dense& layer, at::ScalarType products)
      : weight(layer.weight),
        bias(layer.bias),
        product_weight(products == at::kFloat ? weight : weight.detach().to(products)),
        weight_gradient(at::zeros_like(product_weight)),
        bias_gradient(at::zeros_like(bias)) {}

  // out [batch, outputs] = input · weightᵀ, without the bias.
  void forward(const at::Tensor& input, at::Tensor out) const {
    at::mm_out(out, input, product_weight.t());
  }
  // input_gradient = gradient · weight
  void backward(const at::Tensor& gradient, at::Tensor input_gradient) const {
    at::mm_out(input_gradient, gradient, product_weight);
  }
  // weight_gradient = gradientᵀ · input
  void compute_weight_gradient(const at::Tensor& gradient, const at::Tensor& input) {
    at::mm_out(weight_gradient, gradient.t(), input);
  }

  // Updates product_weight after others have changed the weight.
  void refresh() {
    if (!product_weight.is_same(weight)) product_weight.copy_(weight);
  }

  at::Tensor weight;           // float32 [outputs, inputs]
  at::Tensor bias;             // float32 [outputs]
  at::Tensor product_weight;   // the same as `weight`, or a copy of the products' type
  at::Tensor weight_gradient;  // of the products' type
  at::Tensor bias_gradient;    // float32
};

}  // namespace gan::cuda
