// The network that draws.
#pragma once

#include <string>

#include <torch/nn/pimpl.h>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// The layers that its architecture lists.
class GeneratorImpl : public Layers {
 public:
  // Weights are drawn from the default generator. Throws Error where an option is out of range, for
  // an unknown architecture, and for images that it cannot make.
  explicit GeneratorImpl(GeneratorOptions options = {}, ImageShape image = {},
                         std::string architecture = kTutorialArchitecture);

  // float32 [batch, latent_dim] of standard normal draws to float32 [batch, channels * height *
  // width] in [-1, 1]. In training mode the batch normalisations use, and learn from, the batch.
  at::Tensor forward(const at::Tensor& latents) override;

  const GeneratorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  const std::string& architecture() const { return architecture_; }
  // The options that the architecture reads.
  std::vector<Field> fields() { return fields_read_by(architecture_, options_.fields()); }

 private:
  GeneratorOptions options_;
  ImageShape image_;
  std::string architecture_;
};
TORCH_MODULE(Generator);

}  // namespace gan
