// Convolutions of [channels, height, width].
#pragma once

#include "gan/networks/layers/layer.h"
#include "gan/networks/layers/spectral_norm.h"

namespace gan {

// Geometry and initial weights of a convolution.
struct ConvolutionOptions {
  std::int64_t kernel = 3;  // side in pixels
  std::int64_t stride = 1;
  std::int64_t padding = 1;
  // Standard deviation of the initial weights' normal distribution (Radford et al. 2016, section
  // 3); 0: Glorot uniform.
  double deviation = 0;
  bool spectral_norm = false;  // of the weight (spectral_norm.h)
};

// Zero padding, zero initial biases. Output: [channels, (height + 2 padding - kernel) / stride + 1,
// ...].
class Conv2d : public Layer {
 public:
  // Throws Error where the images are smaller than the kernel, and for more than 2^28 weights.
  Conv2d(const Shape& input, std::int64_t channels, const ConvolutionOptions& options = {});

  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "conv"; }
  std::string keras_name() const override { return "Conv2D"; }
  std::string script() const override;

  at::Tensor weight;  // [channels, channels of the input, kernel, kernel]
  at::Tensor bias;    // [channels]

 private:
  ConvolutionOptions options_;
  SpectralNorm norm_;
};

// The transposed convolution, which enlarges images. Output: [channels, (height - 1) stride - 2
// padding + kernel, ...].
class ConvTranspose2d : public Layer {
 public:
  ConvTranspose2d(const Shape& input, std::int64_t channels, const ConvolutionOptions& options);

  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "conv_transpose"; }
  std::string keras_name() const override { return "Conv2DTranspose"; }
  std::string script() const override;

  at::Tensor weight;  // [channels of the input, channels, kernel, kernel]
  at::Tensor bias;    // [channels]

 private:
  ConvolutionOptions options_;
};

}  // namespace gan
