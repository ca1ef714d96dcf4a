#include "gan/losses/relativistic.h"

#include <torch/types.h>

namespace gan {

Loss relativistic() {
  Loss loss;
  loss.name = "relativistic";
  loss.help = "real against generated images";
  loss.discriminator = [](const Logits& logits) {
    return torch::softplus(logits.fake - logits.real).mean();
  };
  loss.generator = [](const Logits& logits) {
    return torch::softplus(logits.real - logits.fake).mean();
  };
  loss.paired = true;
  loss.least_discriminator_loss = 1e-3;
  return loss;
}

}  // namespace gan
