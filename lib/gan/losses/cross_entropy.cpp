#include "gan/losses/cross_entropy.h"

#include <torch/types.h>

#include "gan/losses/losses.h"

namespace gan {

at::Tensor binary_cross_entropy(const at::Tensor& logits, double target) {
  return torch::binary_cross_entropy_with_logits(logits, torch::full_like(logits, target));
}

Loss cross_entropy() {
  Loss loss;
  loss.name = kTutorialLoss;
  loss.help = "the tutorial's";
  loss.discriminator = [](const Logits& logits) {
    return sum_of_parts(
        logits, [](const at::Tensor& real) { return binary_cross_entropy(real, 1); },
        [](const at::Tensor& fake) { return binary_cross_entropy(fake, 0); });
  };
  loss.generator = [](const Logits& logits) { return binary_cross_entropy(logits.fake, 1); };
  loss.least_discriminator_loss = 1e-3;
  return loss;
}

}  // namespace gan
