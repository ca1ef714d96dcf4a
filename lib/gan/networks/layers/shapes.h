// Layers that only reshape, crop or pad.
#pragma once

#include "gan/networks/layers/layer.h"

namespace gan {

// [features] to [channels, height, width], row by row.
class Reshape : public Layer {
 public:
  // Throws Error where the numbers of values differ.
  Reshape(const Shape& input, Shape output);
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "reshape"; }
  std::string keras_name() const override { return "Reshape"; }
  std::string script() const override;
};

// [channels, height, width] to [features], row by row.
class Flatten : public Layer {
 public:
  explicit Flatten(const Shape& input) : Layer({size_of(input)}) {}
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "flatten"; }
  std::string keras_name() const override { return "Flatten"; }
  std::string script() const override { return "    x = torch.flatten(x, 1)\n"; }
};

// Crops [channels, height, width] to its middle. An odd pixel is removed at the bottom and on the
// right.
class Crop2d : public Layer {
 public:
  // Throws Error where the input is smaller.
  Crop2d(const Shape& input, std::int64_t height, std::int64_t width);
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "crop"; }
  std::string keras_name() const override { return "Cropping2D"; }
  std::string script() const override;

 private:
  std::int64_t top_, left_;
};

// Pads [channels, height, width] with `value` on all sides. An odd pixel is added at the bottom and
// on the right.
class Pad2d : public Layer {
 public:
  // Throws Error where the input is larger.
  Pad2d(const Shape& input, std::int64_t height, std::int64_t width, double value);
  at::Tensor forward(const at::Tensor& input) override;
  std::string base_name() const override { return "pad"; }
  std::string keras_name() const override { return "Padding2D"; }
  std::string script() const override;

 private:
  Shape frame_;  // left, right, top, bottom
  double value_;
};

}  // namespace gan
