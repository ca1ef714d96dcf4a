// The network that tells real from fake.
#pragma once

#include <string>

#include <torch/nn/pimpl.h>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// The layers that its architecture lists, the last of which gives one logit. The sigmoid that makes
// a probability of it is left to the loss and to those who show probabilities: log(sigmoid(x))
// loses its gradient where the discriminator is sure.
class DiscriminatorImpl : public Layers {
 public:
  // Weights are drawn from the default generator. Throws Error where an option is out of range, for
  // an unknown architecture, and for images that it cannot take.
  explicit DiscriminatorImpl(DiscriminatorOptions options = {}, ImageShape image = {},
                             std::string architecture = kTutorialArchitecture);

  // float32 [batch, channels * height * width] in [-1, 1] to logits, float32 [batch, 1]; above 0 is
  // "real". Dropout is active in training mode.
  at::Tensor forward(const at::Tensor& images) override { return Layers::forward(images); }

  const DiscriminatorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  const std::string& architecture() const { return architecture_; }
  // The options that the architecture reads.
  std::vector<Field> fields() { return fields_read_by(architecture_, options_.fields()); }

 private:
  DiscriminatorOptions options_;
  ImageShape image_;
  std::string architecture_;
};
TORCH_MODULE(Discriminator);

}  // namespace gan
