#include "gan/networks/layers/resampling.h"

#include <torch/types.h>

namespace gan {

// Uses views: the gradient of LibTorch's upsampling is not deterministic on a GPU.
at::Tensor Upsample2d::forward(const at::Tensor& input) {
  const std::int64_t height = input.size(2), width = input.size(3);
  return input.unsqueeze(3)
      .unsqueeze(5)
      .expand({-1, -1, -1, 2, -1, 2})
      .reshape({-1, input.size(1), 2 * height, 2 * width});
}

std::string Upsample2d::script() const {
  return "    x = x.unsqueeze(3).unsqueeze(5).expand([-1, -1, -1, 2, -1, 2]).reshape([-1, " +
         std::to_string(output_shape()[0]) + ", " + std::to_string(output_shape()[1]) + ", " +
         std::to_string(output_shape()[2]) + "])\n";
}

at::Tensor AveragePool2d::forward(const at::Tensor& input) {
  return torch::avg_pool2d(input, {2, 2});
}

at::Tensor GlobalSumPool::forward(const at::Tensor& input) {
  return input.sum({2, 3});
}

}  // namespace gan
