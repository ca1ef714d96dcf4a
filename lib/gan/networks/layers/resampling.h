// Layers that change the size of images without weights.
#pragma once

#include "gan/networks/layers/layer.h"

namespace gan {

// Repeats each pixel 2 × 2 times: [channels, height, width] to [channels, 2 height, 2 width].
class Upsample2d : public Layer {
 public:
  explicit Upsample2d(const Shape& input) : Layer({input[0], 2 * input[1], 2 * input[2]}) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "upsample"; }
  std::string keras_name() const override { return "UpSampling2D"; }
  std::string script() const override;
};

// The mean of every 2 × 2 pixels. Drops the last row or column of an odd side.
class AveragePool2d : public Layer {
 public:
  explicit AveragePool2d(const Shape& input) : Layer({input[0], input[1] / 2, input[2] / 2}) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "average_pool"; }
  std::string keras_name() const override { return "AveragePooling2D"; }
  std::string script() const override { return "    x = torch.avg_pool2d(x, [2, 2])\n"; }
};

// The sum over all pixels: [channels, height, width] to [channels].
class GlobalSumPool : public Layer {
 public:
  explicit GlobalSumPool(const Shape& input) : Layer({input[0]}) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "sum_pool"; }
  std::string keras_name() const override { return "GlobalSumPooling2D"; }
  std::string script() const override { return "    x = torch.sum(x, [2, 3])\n"; }
};

}  // namespace gan
