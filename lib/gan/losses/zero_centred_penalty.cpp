#include "gan/losses/zero_centred_penalty.h"

#include <torch/types.h>

namespace gan {

Penalty r1() {
  return {"r1", "weight of half the squared gradient on real images",
          [](const Discriminate& discriminate, const at::Tensor& real, const at::Tensor&,
             const BatchPart&) { return squared_gradient_norms(discriminate, real).mean() / 2; }};
}

Penalty r2() {
  return {"r2", "weight of half the squared gradient on generated images",
          [](const Discriminate& discriminate, const at::Tensor&, const at::Tensor& fake,
             const BatchPart&) { return squared_gradient_norms(discriminate, fake).mean() / 2; }};
}

}  // namespace gan
