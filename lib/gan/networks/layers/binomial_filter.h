// The generator's low-pass output filter.
#pragma once

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/networks/layers/layer.h"

namespace gan {

// float32 [n, channels * height * width], each channel smoothed by 1/4, 1/2, 1/4 along its columns
// and along its rows (the binomial filter of Zhang 2019, "Making convolutional networks
// shift-invariant again", section 3.2), with 0 outside the image. Self-adjoint: the backward pass
// applies the same filter to the gradient.
at::Tensor binomial_filter(const at::Tensor& images, ImageShape shape);

class BinomialFilter : public Layer {
 public:
  BinomialFilter(const Shape& input, ImageShape image) : Layer(input), image_(image) {}
  at::Tensor forward(const at::Tensor& input) override { return binomial_filter(input, image_); }
  std::string base_name() const override { return "output_filter"; }
  std::string keras_name() const override { return "Binomial"; }
  std::string script() const override;

 private:
  ImageShape image_;
};

}  // namespace gan
