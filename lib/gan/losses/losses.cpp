#include "gan/losses/losses.h"

#include <torch/types.h>

namespace gan {

at::Tensor binary_cross_entropy(const at::Tensor& logits, double target) {
  return torch::binary_cross_entropy_with_logits(logits, torch::full_like(logits, target));
}

}  // namespace gan
