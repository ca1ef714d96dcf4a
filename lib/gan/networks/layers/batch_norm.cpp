#include "gan/networks/layers/batch_norm.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {

BatchNormImpl::BatchNormImpl(std::int64_t features, double momentum, double epsilon)
    : weight(register_parameter("weight", torch::ones({features}))),
      bias(register_parameter("bias", torch::zeros({features}))),
      running_mean(register_buffer("running_mean", torch::zeros({features}))),
      running_var(register_buffer("running_var", torch::ones({features}))),
      momentum_(momentum),
      epsilon_(epsilon) {}

at::Tensor BatchNormImpl::forward(const at::Tensor& input) {
  if (!is_training())
    return torch::batch_norm(input, weight, bias, running_mean, running_var, /*training=*/false,
                             /*momentum=*/0, epsilon_, /*cudnn_enabled=*/false);

  auto [output, mean, inverse_deviation] = torch::native_batch_norm(
      input, weight, bias, /*running_mean=*/{}, /*running_var=*/{}, /*training=*/true,
      /*momentum=*/0, epsilon_);
  const torch::NoGradGuard no_grad;
  running_mean.lerp_(mean, 1 - momentum_);
  running_var.lerp_(inverse_deviation.pow(-2).sub_(epsilon_), 1 - momentum_);
  return output;
}

}  // namespace gan
