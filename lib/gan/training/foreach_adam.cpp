#include "gan/training/foreach_adam.h"

#include <ATen/Functions.h>

namespace gan {

void step_of(ForeachAdam& adam, double learning_rate, double beta1, double beta2, double epsilon) {
  adam.number.add_(1);
  // 1 - beta^t, in float64.
  const at::Tensor left1 = 1 - at::pow(beta1, adam.number);
  const at::Tensor left2 = 1 - at::pow(beta2, adam.number);
  const at::Tensor size = (left2.sqrt() * learning_rate / left1).to(at::kFloat);

  at::_foreach_mul_(adam.means, beta1);
  at::_foreach_add_(adam.means, adam.gradients, 1 - beta1);
  at::_foreach_mul_(adam.squares, beta2);
  at::_foreach_addcmul_(adam.squares, adam.gradients, adam.gradients, 1 - beta2);
  std::vector<at::Tensor> roots = at::_foreach_sqrt(adam.squares);
  at::_foreach_add_(roots, epsilon);
  std::vector<at::Tensor> changes = at::_foreach_div(adam.means, roots);
  at::_foreach_mul_(changes, size);
  at::_foreach_sub_(adam.weights, changes);
}

}  // namespace gan
