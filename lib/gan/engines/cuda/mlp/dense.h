// A fully connected layer as the fast path sees it.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/networks/layers/dense.h"

namespace gan::cuda {

// Its parameters, which stay the module's, and room for their gradients.
struct Dense {
  // `products` is the type of the matrix products: float32 or bfloat16.
  Dense(const gan::Dense& layer, at::ScalarType products);

  // out [batch, outputs] = input · weightᵀ, without the bias.
  void forward(const at::Tensor& input, at::Tensor out) const;
  // input_gradient = gradient · weight
  void backward(const at::Tensor& gradient, at::Tensor input_gradient) const;
  // weight_gradient = gradientᵀ · input
  void compute_weight_gradient(const at::Tensor& gradient, const at::Tensor& input);

  // Follows a weight that has been changed by others.
  void refresh();

  at::Tensor weight;           // float32 [outputs, inputs]
  at::Tensor bias;             // float32 [outputs]
  at::Tensor product_weight;   // the same as `weight`, or a copy of the products' type
  at::Tensor weight_gradient;  // of the products' type
  at::Tensor bias_gradient;    // float32
};

}  // namespace gan::cuda
