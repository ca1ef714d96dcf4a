#include "gan/losses/wasserstein.h"

#include <torch/types.h>

namespace gan {

Loss wasserstein() {
  Loss loss;
  loss.name = "wasserstein";
  loss.help = "add --gradient-penalty";
  loss.discriminator = [](const Logits& logits) {
    return sum_of_parts(
        logits, [](const at::Tensor& real) { return -real.mean(); },
        [](const at::Tensor& fake) { return fake.mean(); });
  };
  loss.generator = [](const Logits& logits) { return -logits.fake.mean(); };
  return loss;
}

}  // namespace gan
