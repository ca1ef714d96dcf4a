#include "gan/networks/layers/convolution.h"

#include <torch/nn/init.h>
#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {
namespace {

Shape convolved(const Shape& input, std::int64_t channels, const ConvolutionOptions& options) {
  check_dimensions("Conv2D", input, 3);
  Shape output = {channels};
  for (const std::int64_t side : {input[1], input[2]}) {
    const std::int64_t room = side + 2 * options.padding - options.kernel;
    if (room < 0)
      throw Error("building a network")
          .expected("images of at least " + std::to_string(options.kernel - 2 * options.padding) +
                    " pixels a side")
          .found(batch_text(input));
    output.push_back(room / options.stride + 1);
  }
  return output;
}

Shape convolved_back(const Shape& input, std::int64_t channels, const ConvolutionOptions& options) {
  check_dimensions("Conv2DTranspose", input, 3);
  const auto side = [&](std::int64_t length) {
    return (length - 1) * options.stride - 2 * options.padding + options.kernel;
  };
  return {channels, side(input[1]), side(input[2])};
}

at::Tensor first_weight(const Shape& shape, const ConvolutionOptions& options) {
  check_weights("convolution", shape[1] * shape[2] * shape[3], shape[0]);
  at::Tensor weight = torch::empty(shape);
  if (options.deviation > 0)
    torch::nn::init::normal_(weight, 0, options.deviation);
  else
    torch::nn::init::xavier_uniform_(weight);
  return weight;
}

// The arguments after the weight: bias, stride and padding.
std::string script_arguments(const ConvolutionOptions& options) {
  const std::string stride = std::to_string(options.stride);
  const std::string padding = std::to_string(options.padding);
  return "self.bias, [" + stride + ", " + stride + "], [" + padding + ", " + padding + "])\n";
}

}  // namespace

Conv2d::Conv2d(const Shape& input, std::int64_t channels, const ConvolutionOptions& options)
    : Layer(convolved(input, channels, options)),
      weight(register_parameter(
          "weight", first_weight({channels, input[0], options.kernel, options.kernel}, options))),
      bias(register_parameter("bias", torch::zeros({channels}))),
      options_(options) {
  if (options.spectral_norm) norm_ = SpectralNorm(*this, weight);
}

at::Tensor Conv2d::forward(const at::Tensor& input) {
  return torch::conv2d(input, norm_.of(weight, is_training()), bias, options_.stride,
                       options_.padding);
}

std::string Conv2d::script() const {
  return "    x = torch.conv2d(x, " + norm_.script() + ", " + script_arguments(options_);
}

ConvTranspose2d::ConvTranspose2d(const Shape& input, std::int64_t channels,
                                 const ConvolutionOptions& options)
    : Layer(convolved_back(input, channels, options)),
      weight(register_parameter(
          "weight", first_weight({input[0], channels, options.kernel, options.kernel}, options))),
      bias(register_parameter("bias", torch::zeros({channels}))),
      options_(options) {}

at::Tensor ConvTranspose2d::forward(const at::Tensor& input) {
  return torch::conv_transpose2d(input, weight, bias, options_.stride, options_.padding);
}

std::string ConvTranspose2d::script() const {
  return "    x = torch.conv_transpose2d(x, self.weight, " + script_arguments(options_);
}

}  // namespace gan
