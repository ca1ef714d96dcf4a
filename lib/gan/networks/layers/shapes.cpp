#include "gan/networks/layers/shapes.h"

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {
namespace {

// How far `outer` extends beyond `inner`, before and after it.
std::pair<std::int64_t, std::int64_t> around(std::int64_t inner, std::int64_t outer) {
  if (inner > outer)
    throw Error("building a network")
        .expected("images of at most " + std::to_string(outer) + " pixels a side")
        .found(std::to_string(inner));
  const std::int64_t before = (outer - inner) / 2;
  return {before, outer - inner - before};
}

}  // namespace

Reshape::Reshape(const Shape& input, Shape output) : Layer(std::move(output)) {
  if (size_of(input) != size_of(output_shape()))
    throw Error("building a network")
        .expected("as many numbers as " + batch_text(output_shape()))
        .found(batch_text(input));
}

at::Tensor Reshape::forward(const at::Tensor& input) {
  return input.view({-1, output_shape()[0], output_shape()[1], output_shape()[2]});
}

std::string Reshape::script() const {
  std::string sizes = "-1";
  for (const std::int64_t size : output_shape()) sizes += ", " + std::to_string(size);
  return "    x = x.reshape([" + sizes + "])\n";
}

at::Tensor Flatten::forward(const at::Tensor& input) {
  return input.flatten(1);
}

Crop2d::Crop2d(const Shape& input, std::int64_t height, std::int64_t width)
    : Layer({input[0], height, width}),
      top_(around(height, input[1]).first),
      left_(around(width, input[2]).first) {}

at::Tensor Crop2d::forward(const at::Tensor& input) {
  return input.narrow(2, top_, output_shape()[1]).narrow(3, left_, output_shape()[2]);
}

std::string Crop2d::script() const {
  const auto narrow = [](int dimension, std::int64_t first, std::int64_t count) {
    return ".narrow(" + std::to_string(dimension) + ", " + std::to_string(first) + ", " +
           std::to_string(count) + ")";
  };
  return "    x = x" + narrow(2, top_, output_shape()[1]) + narrow(3, left_, output_shape()[2]) +
         "\n";
}

Pad2d::Pad2d(const Shape& input, std::int64_t height, std::int64_t width, double value)
    : Layer({input[0], height, width}), value_(value) {
  const auto [top, bottom] = around(input[1], height);
  const auto [left, right] = around(input[2], width);
  frame_ = {left, right, top, bottom};
}

at::Tensor Pad2d::forward(const at::Tensor& input) {
  return torch::constant_pad_nd(input, frame_, value_);
}

std::string Pad2d::script() const {
  std::string frame;
  for (const std::int64_t side : frame_)
    frame += (frame.empty() ? "" : ", ") + std::to_string(side);
  return "    x = torch.constant_pad_nd(x, [" + frame + "], " + script_literal(value_) + ")\n";
}

}  // namespace gan
