#include "gan/networks/layers/batch_norm.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {

BatchNorm::BatchNorm(const Shape& input, double momentum, double epsilon)
    : Layer(input),
      weight(register_parameter("weight", torch::ones({input[0]}))),
      bias(register_parameter("bias", torch::zeros({input[0]}))),
      running_mean(register_buffer("running_mean", torch::zeros({input[0]}))),
      running_var(register_buffer("running_var", torch::ones({input[0]}))),
      momentum_(momentum),
      epsilon_(epsilon) {}

at::Tensor BatchNorm::forward(const at::Tensor& input) {
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

std::string BatchNorm::script() const {
  return "    x = torch.batch_norm(x, self.weight, self.bias, self.running_mean,\n"
         "                         self.running_var, self.training, " +
         script_literal(1 - momentum_) + ", " + script_literal(epsilon_) + ", False)\n";
}

}  // namespace gan
