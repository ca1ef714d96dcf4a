#include "gan/report/pictures/image_grid.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <c10/util/Exception.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/image_tensor.h"
#include "gan/report/pictures/canvas.h"

namespace gan {
namespace {

void check(const at::Tensor& images, std::int64_t columns, std::int64_t scale) {
  const Error failed("drawing a grid of images");
  if (!are_images(images) || !images.is_floating_point() || images.numel() == 0)
    throw Error(failed)
        .expected("floating point images [n, height, width] or [n, 3, height, width], at least one")
        .found(images.defined() ? std::string(c10::toString(images.scalar_type())) + ' ' +
                                      shape_text(images.sizes().vec())
                                : "no tensor");
  if (columns < 1) throw Error(failed).expected("at least 1 column").found(std::to_string(columns));
  if (scale < automatic_scale)
    throw Error(failed).expected("a whole scale of at least 1").found(std::to_string(scale));
}

at::Tensor host_copy(const at::Tensor& images) {
  try {
    return images.detach().to(at::kCPU, at::kFloat).contiguous();
  } catch (const c10::Error& error) {
    throw Error("copying images from the device").found(error.what_without_backtrace());
  }
}

std::uint8_t to_byte(float value) {
  if (std::isnan(value)) return 0;
  const float unit = std::clamp(0.5F * value + 0.5F, 0.0F, 1.0F);
  return static_cast<std::uint8_t>(std::lround(255.0F * unit));
}

}  // namespace

Image image_grid(const at::Tensor& images, std::int64_t columns, std::int64_t scale) {
  check(images, columns, scale);
  const at::Tensor values = host_copy(images);
  const std::int64_t count = values.size(0);
  const auto [height, width, channels] = shape_of(values);
  columns = std::min(columns, count);
  const std::int64_t rows = (count - 1) / columns + 1;
  // These products cannot overflow, because the sizes are those of a tensor in memory.
  const std::int64_t grid_width = columns * (width + 1) - 1;
  if (scale == automatic_scale) scale = std::clamp<std::int64_t>(640 / grid_width, 1, 8);

  Image grid = blank_canvas(grid_width, rows * (height + 1) - 1, canvas_gray, channels);
  const float* value = values.data_ptr<float>();
  for (std::int64_t image = 0; image < count; ++image) {
    const std::int64_t left = image % columns * (width + 1);
    const std::int64_t top = image / columns * (height + 1);
    for (std::size_t channel = 0; channel < static_cast<std::size_t>(grid.channels); ++channel)
      for (std::int64_t y = 0; y < height; ++y)
        for (std::int64_t x = 0; x < width; ++x)
          grid.at(left + x, top + y, channel) = to_byte(*value++);
  }
  return scale == 1 ? grid : enlarge(grid, scale);
}

}  // namespace gan
