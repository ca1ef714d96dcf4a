#include "gan/networks/layers/spectral_norm.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {
namespace {

constexpr double kSmallest = 1e-12;  // avoids a division by 0 for a weight of zeros

at::Tensor normalised(const at::Tensor& vector) {
  return vector / vector.norm().clamp_min(kSmallest);
}

}  // namespace

SpectralNorm::SpectralNorm(torch::nn::Module& layer, const at::Tensor& weight)
    : u_(layer.register_buffer("u", normalised(torch::randn({weight.size(0)})))) {}

at::Tensor SpectralNorm::of(const at::Tensor& weight, bool training) {
  if (!u_.defined()) return weight;
  const at::Tensor matrix = weight.flatten(1);
  if (training) {
    const torch::NoGradGuard no_grad;
    u_.copy_(normalised(matrix.mv(normalised(matrix.t().mv(u_)))));
  }
  // A copy: the next pass changes u before this one's gradients are computed.
  return weight / matrix.t().mv(u_.clone()).norm().clamp_min(kSmallest);
}

std::string SpectralNorm::script() const {
  if (!u_.defined()) return "self.weight";
  return "self.weight / torch.clamp_min(torch.norm(torch.mv("
         "torch.t(torch.flatten(self.weight, 1)), self.u)), 1e-12)";
}

}  // namespace gan
