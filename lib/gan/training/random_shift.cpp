#include "gan/training/random_shift.h"

#include <torch/types.h>

namespace gan {

at::Tensor draw_shifts(std::int64_t count, std::int64_t most, const c10::Device& device) {
  return torch::randint(-most, most + 1, {count, 2},
                        torch::TensorOptions(device).dtype(torch::kInt64));
}

at::Tensor shift_images(const at::Tensor& images, const at::Tensor& shifts, ImageShape shape) {
  constexpr double black = -1;
  const auto whole = shifts.options();
  const std::int64_t count = images.size(0), height = shape.height, width = shape.width;
  // The padding is as wide as the image, so that any shift moves in black pixels.
  const at::Tensor framed = torch::constant_pad_nd(
      images.view({count, shape.channels, height, width}), {width, width, height, height}, black);
  const at::Tensor image = torch::arange(count, whole).view({count, 1, 1, 1});
  const at::Tensor channel = torch::arange(shape.channels, whole).view({1, shape.channels, 1, 1});
  const at::Tensor row = height + torch::arange(height, whole).view({1, 1, height, 1}) -
                         shifts.select(1, 0).view({count, 1, 1, 1});
  const at::Tensor column = width + torch::arange(width, whole).view({1, 1, 1, width}) -
                            shifts.select(1, 1).view({count, 1, 1, 1});
  return framed.index({image, channel, row, column}).reshape({count, shape.values()});
}

}  // namespace gan
