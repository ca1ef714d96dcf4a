#include "gan/networks/layers/binomial_filter.h"

#include <torch/types.h>

namespace gan {
namespace {

at::Tensor filtered_along(const at::Tensor& images, std::int64_t dimension) {
  const std::int64_t size = images.size(dimension);
  // Padding before and after, beginning with the last dimension.
  const std::vector<std::int64_t> frame =
      dimension == 2 ? std::vector<std::int64_t>{1, 1} : std::vector<std::int64_t>{0, 0, 1, 1};
  const at::Tensor framed = torch::constant_pad_nd(images, frame);
  return (framed.narrow(dimension, 0, size) + framed.narrow(dimension, 2, size)) * 0.25 +
         images * 0.5;
}

}  // namespace

at::Tensor binomial_filter(const at::Tensor& images, ImageShape shape) {
  // Filters each channel by itself.
  const at::Tensor pictures = images.view({-1, shape.height, shape.width});
  return filtered_along(filtered_along(pictures, 1), 2).view(images.sizes());
}

std::string BinomialFilter::script() const {
  return "    x = x.view(-1, " + std::to_string(image_.height) + ", " +
         std::to_string(image_.width) +
         ")\n"
         "    framed = torch.constant_pad_nd(x, [0, 0, 1, 1])\n"
         "    x = (framed[:, :-2] + framed[:, 2:]) * 0.25 + x * 0.5\n"
         "    framed = torch.constant_pad_nd(x, [1, 1])\n"
         "    x = (framed[:, :, :-2] + framed[:, :, 2:]) * 0.25 + x * 0.5\n"
         "    x = x.view(-1, " +
         std::to_string(image_.values()) + ")\n";
}

}  // namespace gan
