#include "gan/losses/gradient_penalty.h"

#include <torch/types.h>

namespace gan {
namespace {

// Keeps the gradient of the square root finite where the discriminator is constant.
constexpr double kSmallest = 1e-12;

at::Tensor compute(const Discriminate& discriminate, const at::Tensor& real, const at::Tensor& fake,
                   const BatchPart& part) {
  const at::Tensor share = part.of(torch::rand({part.whole, 1}, real.options()));
  const at::Tensor between = torch::lerp(real, fake, share);
  return ((squared_gradient_norms(discriminate, between) + kSmallest).sqrt() - 1).square().mean();
}

}  // namespace

Penalty gradient_penalty() {
  return {"gradient_penalty", "weight of (|gradient| - 1)^2 between real and generated images",
          compute};
}

}  // namespace gan
