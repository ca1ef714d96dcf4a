// The network that classifies images as real or fake.
#pragma once

#include <string>
#include <vector>

#include <torch/nn/pimpl.h>

#include "gan/base/image.h"
#include "gan/networks/layers/layers.h"
#include "gan/networks/options.h"

namespace gan {

// The layers of its architecture; the last one gives one logit. The sigmoid is left to the loss and
// to code that shows probabilities: log(sigmoid(x)) loses its gradient for large logits.
class DiscriminatorImpl : public Layers {
 public:
  // Weights are drawn from the default generator. `classes`: the names of the classes of a
  // conditional network; empty: it is not conditional. Throws Error where an option is out of
  // range, for an unknown architecture, and for images that the architecture does not support.
  explicit DiscriminatorImpl(DiscriminatorOptions options = {}, ImageShape image = {},
                             std::string architecture = kTutorialArchitecture,
                             std::vector<std::string> classes = {});

  // float32 [batch, channels * height * width] in [-1, 1] to logits, float32 [batch, 1]; above 0 is
  // "real". Dropout is active in training mode. `labels`: of a conditional discriminator, the class
  // of each image, int64 [batch] from 0; others ignore them. Throws Error for missing labels.
  using Layers::forward;

  const DiscriminatorOptions& options() const { return options_; }
  ImageShape image() const { return image_; }
  const std::vector<std::string>& classes() const { return classes_; }  // empty: not conditional
  const std::string& architecture() const { return architecture_; }
  // All options; those that the architecture does not read are marked as not in use.
  std::vector<Field> fields() { return fields_read_by(architecture_, options_.fields()); }

 private:
  DiscriminatorOptions options_;
  ImageShape image_;
  std::string architecture_;
  std::vector<std::string> classes_;
};
TORCH_MODULE(Discriminator);

}  // namespace gan
