// What is added to the discriminator's loss to keep its gradients small.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace gan {

// The discriminator: images, float32 [batch, values], to logits [batch, 1].
using Discriminate = std::function<at::Tensor(const at::Tensor& images)>;

// To add one: a pair of files that makes such an entry, and a line in the table of penalties.cpp.
struct Penalty {
  std::string name;  // of the option that is its weight
  std::string help;

  // A scalar, mean over the batch, that can be differentiated by the discriminator's parameters.
  // `real` and `fake`: the same images that the loss is computed from.
  std::function<at::Tensor(const Discriminate&, const at::Tensor& real, const at::Tensor& fake)>
      compute;
};

const std::vector<Penalty>& penalties();

// The squared norm of the gradient of each image's logit by the image, [batch]; differentiable. It
// takes a second way back through the discriminator, which batch normalisation makes many times
// slower.
at::Tensor squared_gradient_norms(const Discriminate& discriminate, const at::Tensor& images);

}  // namespace gan
