// Terms that are added to the discriminator's loss to limit its gradients.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/data/batch_part.h"

namespace gan {

// The discriminator: images, float32 [batch, values], to logits [batch, 1].
using Discriminate = std::function<at::Tensor(const at::Tensor& images)>;

// To add one, write a pair of files that makes such an entry, and add a line to the table in
// penalties.cpp.
struct Penalty {
  std::string name;  // also of the option that sets its weight
  std::string help;

  // Returns a scalar, the mean over the images, differentiable by the discriminator's parameters.
  // `real` and `fake`: the images that the loss is computed from, those of `part`.
  std::function<at::Tensor(const Discriminate&, const at::Tensor& real, const at::Tensor& fake,
                           const BatchPart& part)>
      compute;
};

const std::vector<Penalty>& penalties();

// The squared norm of the gradient of each image's logit by the image, [batch]; differentiable.
// Needs a second backward pass through the discriminator, which batch normalisation makes many
// times slower.
at::Tensor squared_gradient_norms(const Discriminate& discriminate, const at::Tensor& images);

}  // namespace gan
