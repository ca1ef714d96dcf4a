// The network that generates images.
#pragma once

#include <string>
#include <vector>

#include <torch/nn/pimpl.h>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// The layers of its architecture.
class GeneratorImpl : public Layers {
 public:
  // Weights are drawn from the default generator. `classes`: the names of the classes of a
  // conditional network; empty: it is not conditional. Throws Error where an option is out of
  // range, for an unknown architecture, and for images that the architecture does not support.
  explicit GeneratorImpl(GeneratorOptions options = {}, ImageShape image = {},
                         std::string architecture = kTutorialArchitecture,
                         std::vector<std::string> classes = {});

  // Standard normal float32 [batch, latent_dim] to float32 [batch, channels * height * width] in
  // [-1, 1]. In training mode, batch normalisation uses the batch's statistics and updates the
  // moving ones. `labels`: of a conditional generator, the class to draw of each latent, int64
  // [batch] from 0; others ignore them. Throws Error for missing labels.
  at::Tensor forward(const at::Tensor& latents) override { return forward(latents, {}); }
  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override;

  const GeneratorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  const std::vector<std::string>& classes() const { return classes_; }  // empty: not conditional
  const std::string& architecture() const { return architecture_; }
  // All options; those that the architecture does not read are marked as not in use.
  std::vector<Field> fields() { return fields_read_by(architecture_, options_.fields()); }

 private:
  GeneratorOptions options_;
  ImageShape image_;
  std::string architecture_;
  std::vector<std::string> classes_;
};
TORCH_MODULE(Generator);

}  // namespace gan
