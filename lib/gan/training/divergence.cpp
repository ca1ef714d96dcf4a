#include "gan/training/divergence.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

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

// One pass without branches. LibTorch would use its threads: waking them takes far longer than the
// pass where other programs use the cores.
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

struct Named {
  at::Tensor tensor;
  std::string what;
};

std::vector<Named> tensors_of(const std::string& network, const torch::nn::Module& module,
                              KerasAdam& optimizer) {
  std::vector<Named> all;
  const auto add = [&](const at::Tensor& tensor, const std::string& what) {
    all.push_back({tensor, "the " + network + "'s " + what});
  };
  for (const auto& entry : module.named_parameters()) {
    add(entry.value(), entry.key());
    add(optimizer.state_of(entry.value()).exp_avg(), "gradients of " + entry.key());
    add(optimizer.state_of(entry.value()).exp_avg_sq(), "gradients of " + entry.key());
  }
  for (const auto& entry : module.named_buffers()) add(entry.value(), entry.key());
  return all;
}

bool can_be_read_here(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == at::kFloat;
}

void check(const std::vector<Named>& tensors, std::int64_t epoch) {
  const auto fail = [&](const Named& named) { diverge(epoch, "NaN or infinity in " + named.what); };
  std::vector<Named> elsewhere;
  std::vector<at::Tensor> extremes;  // NaN where any number is
  for (const Named& named : tensors) {
    if (can_be_read_here(named.tensor)) {
      if (!is_finite_on_cpu(named.tensor)) fail(named);
      continue;
    }
    const auto [least, greatest] = at::aminmax(named.tensor);
    elsewhere.push_back(named);
    extremes.push_back(least);
    extremes.push_back(greatest);
  }
  if (elsewhere.empty()) return;
  // Each read waits for the device, so one read gets all.
  const at::Tensor read = at::stack(extremes).to(at::kCPU, at::kFloat);
  const float* const values = read.const_data_ptr<float>();
  for (std::size_t i = 0; i < elsewhere.size(); ++i)
    if (!std::isfinite(values[2 * i]) || !std::isfinite(values[2 * i + 1])) fail(elsewhere[i]);
}

}  // namespace

void check_finite(Players& players, const IterationLossValues& loss_sum, std::int64_t epoch) {
  const torch::NoGradGuard no_grad;
  std::vector<Named> tensors =
      tensors_of("discriminator", *players.discriminator, players.discriminator_optimizer);
  for (Named& named : tensors_of("generator", *players.generator, players.generator_optimizer))
    tensors.push_back(std::move(named));
  check(tensors, epoch);
  if (!std::isfinite(loss_sum.discriminator_real) || !std::isfinite(loss_sum.discriminator_fake))
    diverge(epoch, "NaN or infinity in the discriminator's loss");
  if (!std::isfinite(loss_sum.generator)) diverge(epoch, "NaN or infinity in the generator's loss");
}

}  // namespace gan
