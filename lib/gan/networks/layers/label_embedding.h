// Tells a generator the class to draw, as a part of its input.
#pragma once

#include "gan/networks/layers/conditional.h"

namespace gan {

// [features] to [features + 64]: appends a vector of length 0.3 that is learned for each class. The
// condition is joined to the latent as in Mirza and Osindero (2014), section 3.2. The weights'
// lengths are divided out, or the vectors would outgrow the latent, most of all those of classes
// that are easy to tell: behind batch normalisation, such a class is one image for all latents.
class LabelEmbedding : public ConditionalLayer {
 public:
  LabelEmbedding(const Shape& input, std::int64_t classes);

  using ConditionalLayer::forward;
  at::Tensor forward(const at::Tensor& input, const at::Tensor& labels) override;
  std::string base_name() const override { return "label_embedding"; }
  std::string keras_name() const override { return "Embedding"; }
  std::string script() const override;

  at::Tensor weight;  // [classes, 64], initially of length 1 on average
};

}  // namespace gan
