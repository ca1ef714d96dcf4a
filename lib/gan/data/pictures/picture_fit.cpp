#include "gan/data/pictures/picture_fit.h"

#include <algorithm>

#include <ATen/Functions.h>

namespace gan {
namespace {

struct Sides {
  std::int64_t height, width;
};

// The largest part of `whole`, or the smallest frame around it, that has the shape of `to`.
Sides of_same_shape(Sides whole, const ImageShape& to, bool inside) {
  const auto rounded = [](std::int64_t a, std::int64_t b, std::int64_t c) {
    return std::max<std::int64_t>(1, (2 * a * b + c) / (2 * c));
  };
  const bool too_wide = whole.width * to.height > whole.height * to.width;
  if (too_wide == inside) return {whole.height, rounded(whole.height, to.width, to.height)};
  return {rounded(whole.width, to.height, to.width), whole.width};
}

at::Tensor resize(const at::Tensor& images, std::int64_t height, std::int64_t width) {
  if (images.size(2) == height && images.size(3) == width) return images;
  // In this memory format the filter is four times as fast; the result is the same.
  return at::_upsample_bicubic2d_aa(images.contiguous(at::MemoryFormat::ChannelsLast),
                                    {height, width}, /*align_corners=*/false);
}

at::Tensor pad(const at::Tensor& images, const ImageShape& to, std::uint8_t background) {
  const Sides whole{images.size(2), images.size(3)};
  const Sides frame = of_same_shape(whole, to, /*inside=*/false);
  const auto scaled = [](std::int64_t side, std::int64_t most, std::int64_t of) {
    return std::clamp<std::int64_t>((2 * side * most + of) / (2 * of), 1, most);
  };
  const std::int64_t height = scaled(whole.height, to.height, frame.height);
  const std::int64_t width = scaled(whole.width, to.width, frame.width);
  at::Tensor padded = at::full({images.size(0), images.size(1), to.height, to.width},
                               static_cast<std::int64_t>(background), images.options());
  padded.narrow(2, (to.height - height) / 2, height)
      .narrow(3, (to.width - width) / 2, width)
      .copy_(resize(images, height, width));
  return padded;
}

}  // namespace

at::Tensor fit_images(const at::Tensor& images, const ImageShape& to, Fit fit,
                      std::uint8_t background) {
  if (fit == Fit::pad) return pad(images, to, background);
  at::Tensor part = images;
  if (fit == Fit::crop) {
    const Sides whole{images.size(2), images.size(3)};
    const Sides kept = of_same_shape(whole, to, /*inside=*/true);
    const std::int64_t height = std::min(kept.height, whole.height);
    const std::int64_t width = std::min(kept.width, whole.width);
    part = images.narrow(2, (whole.height - height) / 2, height)
               .narrow(3, (whole.width - width) / 2, width);
  }
  return resize(part, to.height, to.width).contiguous();
}

}  // namespace gan
