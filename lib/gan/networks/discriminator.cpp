#include "gan/networks/discriminator.h"

#include <torch/types.h>

#include "gan/base/fields.h"
#include "gan/networks/layers/dense.h"

namespace gan {

DiscriminatorImpl::DiscriminatorImpl(DiscriminatorOptions options, ImageShape image)
    : options_(std::move(options)), image_(image) {
  check_fields(options_.fields());
  std::vector<std::int64_t> widths = options_.hidden;
  widths.push_back(1);
  std::int64_t width = image_.pixels();
  for (const std::int64_t next : widths) {
    dense_.push_back(
        register_module("dense" + std::to_string(dense_.size() + 1), make_dense(width, next)));
    width = next;
  }
}

at::Tensor DiscriminatorImpl::forward(const at::Tensor& images) {
  at::Tensor x = images;
  for (std::size_t i = 0; i + 1 < dense_.size(); ++i)
    x = torch::dropout(torch::relu(dense_[i]->forward(x)), options_.dropout, is_training());
  return dense_.back()->forward(x);
}

}  // namespace gan
