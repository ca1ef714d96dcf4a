#include "gan/losses/least_squares.h"

#include <torch/types.h>

namespace gan {
namespace {

at::Tensor half_squared_distance(const at::Tensor& logits, double target) {
  return (logits - target).square().mean() / 2;
}

}  // namespace

Loss least_squares() {
  Loss loss;
  loss.name = "least-squares";
  loss.help = "squared distance";
  loss.discriminator = [](const Logits& logits) {
    return sum_of_parts(
        logits, [](const at::Tensor& real) { return half_squared_distance(real, 1); },
        [](const at::Tensor& fake) { return half_squared_distance(fake, 0); });
  };
  loss.generator = [](const Logits& logits) { return half_squared_distance(logits.fake, 1); };
  loss.least_discriminator_loss = 1e-4;
  return loss;
}

}  // namespace gan
