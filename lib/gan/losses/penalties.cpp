#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include "gan/losses/gradient_penalty.h"
#include "gan/losses/losses.h"
#include "gan/losses/penalty.h"
#include "gan/losses/zero_centred_penalty.h"

namespace gan {

const std::vector<Penalty>& penalties() {
  static const std::vector<Penalty> table = {
      gradient_penalty(),
      r1(),
      r2(),
  };
  return table;
}

std::vector<PenaltyText> penalty_texts() {
  std::vector<PenaltyText> texts;
  for (const Penalty& penalty : penalties()) texts.push_back({penalty.name, penalty.help});
  return texts;
}

at::Tensor squared_gradient_norms(const Discriminate& discriminate, const at::Tensor& images) {
  const at::Tensor input = images.detach().requires_grad_();
  const at::Tensor logits = discriminate(input);
  const auto gradients =
      torch::autograd::grad({logits.sum()}, {input}, /*grad_outputs=*/{}, /*retain_graph=*/true,
                            /*create_graph=*/true);
  return gradients[0].square().sum(1);
}

}  // namespace gan
