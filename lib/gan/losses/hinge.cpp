#include "gan/losses/hinge.h"

#include <torch/types.h>

namespace gan {

Loss hinge() {
  Loss loss;
  loss.name = "hinge";
  loss.help = "margin of 1";
  loss.discriminator = [](const Logits& logits) {
    return sum_of_parts(
        logits, [](const at::Tensor& real) { return torch::relu(1 - real).mean(); },
        [](const at::Tensor& fake) { return torch::relu(1 + fake).mean(); });
  };
  loss.generator = [](const Logits& logits) { return -logits.fake.mean(); };
  loss.least_discriminator_loss = 1e-3;
  return loss;
}

}  // namespace gan
