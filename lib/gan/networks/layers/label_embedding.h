// Tells a generator the class to draw, as a part of its input.
#pragma once

#include "gan/networks/layers/conditional.h"

namespace gan {

// [features] to [features + 64]: appends a vector that is learned for each class. The condition is
// joined to the latent as in Mirza and Osindero (2014), section 3.2. Initial vectors are standard
// normal, as latents are.
class LabelEmbedding : public ConditionalLayer {
 public:
  LabelEmbedding(const Shape& input, std::int64_t classes);

  using ConditionalLayer::forward;
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  std::string base_name() const override { return "label_embedding"; }
  std::string keras_name() const override { return "Embedding"; }
  std::string script() const override;

  at::Tensor weight;  // [classes, 64]
};

}  // namespace gan
