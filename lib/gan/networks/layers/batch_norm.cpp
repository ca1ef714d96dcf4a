#include "gan/networks/layers/batch_norm.h"

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/networks/layers/shared_batch_norm.h"

namespace gan {
namespace {

// `norm`: a layer with moving statistics. `weight` and `bias`: [features], or undefined for 1 and
// 0.
template <class Norm>
at::Tensor normalised(Norm& norm, const at::Tensor& input, const at::Tensor& weight,
                      const at::Tensor& bias, double momentum, double epsilon,
                      const std::optional<SharedBatch>& shared) {
  if (!norm.is_training())
    return torch::batch_norm(input, weight, bias, norm.running_mean, norm.running_var,
                             /*training=*/false, /*momentum=*/0, epsilon, /*cudnn_enabled=*/false);

  if (shared) {
    auto [output, mean, variance] = shared_batch_norm(input, weight, bias, epsilon, *shared);
    const torch::NoGradGuard no_grad;
    norm.running_mean.lerp_(mean, 1 - momentum);
    norm.running_var.lerp_(variance, 1 - momentum);
    return output;
  }
  auto [output, mean, inverse_deviation] = torch::native_batch_norm(
      input, weight, bias, /*running_mean=*/{}, /*running_var=*/{}, /*training=*/true,
      /*momentum=*/0, epsilon);
  const torch::NoGradGuard no_grad;
  norm.running_mean.lerp_(mean, 1 - momentum);
  norm.running_var.lerp_(inverse_deviation.pow(-2).sub_(epsilon), 1 - momentum);
  return output;
}

std::string script_of(const std::string& weight, const std::string& bias, double momentum,
                      double epsilon) {
  return "    x = torch.batch_norm(x, " + weight + ", " + bias +
         ", self.running_mean,\n"
         "                         self.running_var, self.training, " +
         script_literal(1 - momentum) + ", " + script_literal(epsilon) + ", False)\n";
}

}  // namespace

BatchNorm::BatchNorm(const Shape& input, double momentum, double epsilon)
    : Layer(input),
      weight(register_parameter("weight", torch::ones({input[0]}))),
      bias(register_parameter("bias", torch::zeros({input[0]}))),
      running_mean(register_buffer("running_mean", torch::zeros({input[0]}))),
      running_var(register_buffer("running_var", torch::ones({input[0]}))),
      momentum_(momentum),
      epsilon_(epsilon) {}

at::Tensor BatchNorm::forward(const at::Tensor& input) {
  return normalised(*this, input, weight, bias, momentum_, epsilon_, shared_);
}

std::string BatchNorm::script() const {
  return script_of("self.weight", "self.bias", momentum_, epsilon_);
}

ConditionalBatchNorm::ConditionalBatchNorm(const Shape& input, std::int64_t classes,
                                           double momentum, double epsilon)
    : ConditionalLayer(input), momentum_(momentum), epsilon_(epsilon) {
  check_weights("batch normalisation", classes, input[0]);
  weight = register_parameter("weight", torch::ones({classes, input[0]}));
  bias = register_parameter("bias", torch::zeros({classes, input[0]}));
  running_mean = register_buffer("running_mean", torch::zeros({input[0]}));
  running_var = register_buffer("running_var", torch::ones({input[0]}));
}

at::Tensor ConditionalBatchNorm::forward(const at::Tensor& input, const at::Tensor& labels) {
  std::vector<std::int64_t> sizes(output_shape().size() + 1, 1);  // [batch, features, 1, 1]
  sizes[0] = input.size(0);
  sizes[1] = output_shape()[0];
  const at::Tensor gamma = rows_of(weight, labels).view(sizes);
  const at::Tensor beta = rows_of(bias, labels).view(sizes);
  return normalised(*this, input, {}, {}, momentum_, epsilon_, shared_) * gamma + beta;
}

std::string ConditionalBatchNorm::script() const {
  std::string sizes = "-1, " + std::to_string(output_shape()[0]);
  for (std::size_t i = 1; i < output_shape().size(); ++i) sizes += ", 1";
  const auto rows = [&](const std::string& name) {
    return rows_script("self." + name) + ".reshape([" + sizes + "])";
  };
  return script_of("None", "None", momentum_, epsilon_) + "    x = x * " + rows("weight") + " + " +
         rows("bias") + "\n";
}

void add_batch_norm(Layers& layers, std::int64_t classes, double momentum, double epsilon) {
  if (classes > 0)
    layers.add<ConditionalBatchNorm>(classes, momentum, epsilon);
  else
    layers.add<BatchNorm>(momentum, epsilon);
}

}  // namespace gan
