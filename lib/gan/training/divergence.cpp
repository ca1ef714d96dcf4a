#include "gan/training/divergence.h"

#include <cmath>
#include <string>

#include <ATen/Functions.h>
#include <torch/utils.h>

#include "gan/base/error.h"

namespace gan {
namespace {

[[noreturn]] void diverge(std::int64_t epoch, const std::string& found) {
  throw Error::diverged("training")
      .at("epoch " + std::to_string(epoch))
      .expected("finite losses and weights")
      .found(found);
}

// One pass that stops nowhere; NaN is its own least and greatest.
bool is_finite(const at::Tensor& tensor) {
  const auto [least, greatest] = at::aminmax(tensor);
  return std::isfinite(least.item<float>()) && std::isfinite(greatest.item<float>());
}

void check_network(const std::string& network, const torch::nn::Module& module,
                   KerasAdam& optimizer, std::int64_t epoch) {
  const auto check = [&](const at::Tensor& tensor, const std::string& what) {
    if (!is_finite(tensor)) diverge(epoch, "NaN or infinity in the " + network + "'s " + what);
  };
  for (const auto& entry : module.named_parameters()) {
    check(entry.value(), entry.key());
    check(optimizer.state_of(entry.value()).exp_avg(), "gradients of " + entry.key());
    check(optimizer.state_of(entry.value()).exp_avg_sq(), "gradients of " + entry.key());
  }
  for (const auto& entry : module.named_buffers()) check(entry.value(), entry.key());
}

}  // namespace

void check_finite(Players& players, const IterationLossValues& loss_sum, std::int64_t epoch) {
  const torch::NoGradGuard no_grad;
  check_network("discriminator", *players.discriminator, players.discriminator_optimizer, epoch);
  check_network("generator", *players.generator, players.generator_optimizer, epoch);
  if (!std::isfinite(loss_sum.discriminator_real) || !std::isfinite(loss_sum.discriminator_fake))
    diverge(epoch, "NaN or infinity in the discriminator's loss");
  if (!std::isfinite(loss_sum.generator)) diverge(epoch, "NaN or infinity in the generator's loss");
}

}  // namespace gan
