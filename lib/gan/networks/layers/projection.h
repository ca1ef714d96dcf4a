// The last layer of a conditional discriminator.
#pragma once

#include "gan/networks/layers/conditional.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/layers.h"

namespace gan {

// [features] to the logit, [1]: a Dense layer plus the inner product of the features with a vector
// that is learned for each class (Miyato and Koyama 2018, section 3, equation 7). The vectors start
// Glorot uniform. With spectral normalisation: of the Dense layer's weight and of the vectors'.
class Projection : public ConditionalLayer {
 public:
  // Throws Error for more than 2^28 weights.
  Projection(const Shape& input, std::int64_t classes, bool spectral_norm = false);

  using ConditionalLayer::forward;
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  std::string base_name() const override { return "projection"; }
  std::string keras_name() const override { return "Projection"; }
  std::string script() const override;

  at::Tensor weight;  // [classes, features]

 private:
  std::shared_ptr<Dense> dense_;
  SpectralNorm norm_;
};

// The layer that gives the logit: Projection, or Dense where there are no classes (0).
void add_logit(Layers& layers, std::int64_t classes, bool spectral_norm = false);

}  // namespace gan
