// A fully connected layer.
#pragma once

#include "gan/networks/layers/layer.h"
#include "gan/networks/layers/spectral_norm.h"

namespace gan {

// [features] to [outputs]: x · weight^T + bias. Starts as Keras's Dense does: Glorot uniform
// weights (Glorot and Bengio 2010, section 4.2.1) and zero biases. `spectral_norm`: of the weight
// (spectral_norm.h).
class Dense : public Layer {
 public:
  // Throws Error for more than 2^28 weights.
  Dense(const Shape& input, std::int64_t outputs, bool spectral_norm = false);

  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "dense"; }
  std::string keras_name() const override { return "Dense"; }
  std::string script() const override;

  at::Tensor weight;  // [outputs, features]
  at::Tensor bias;    // [outputs]

 private:
  SpectralNorm norm_;
};

}  // namespace gan
