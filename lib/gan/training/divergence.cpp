#include "gan/training/divergence.h"

#include <cmath>
#include <cstdint>
#include <cstring>
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

// One pass without branches. LibTorch would wake its threads, which takes far longer than the pass
// where other programs use the cores.
bool is_finite_on_cpu(const at::Tensor& tensor) {
  constexpr std::uint32_t kExponent = 0x7f800000;
  const float* const values = tensor.const_data_ptr<float>();
  const std::int64_t count = tensor.numel();
  std::uint32_t any = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    std::uint32_t bits;
    std::memcpy(&bits, values + i, sizeof bits);
    any |= (bits & kExponent) == kExponent ? 1U : 0U;
  }
  return any == 0;
}

bool is_finite(const at::Tensor& tensor) {
  if (tensor.is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == at::kFloat)
    return is_finite_on_cpu(tensor);
  const auto [least, greatest] = at::aminmax(tensor);  // both are NaN where any number is
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
