#include "gan/networks/generator.h"

#include <torch/types.h>

#include "gan/base/fields.h"
#include "gan/networks/layers/dense.h"
#include "gan/networks/layers/output_filter.h"

namespace gan {

GeneratorImpl::GeneratorImpl(GeneratorOptions options, ImageShape image)
    : options_(std::move(options)), image_(image) {
  check_fields(options_.fields());
  std::int64_t width = options_.latent_dim;
  for (const std::int64_t hidden : options_.hidden) {
    const std::string number = std::to_string(dense_.size() + 1);
    dense_.push_back(register_module("dense" + number, make_dense(width, hidden)));
    batch_norm_.push_back(register_module(
        "batch_norm" + number,
        BatchNorm(hidden, options_.batch_norm_momentum, options_.batch_norm_epsilon)));
    width = hidden;
  }
  dense_.push_back(register_module("dense" + std::to_string(dense_.size() + 1),
                                   make_dense(width, image_.pixels())));
}

at::Tensor GeneratorImpl::forward(const at::Tensor& latents) {
  at::Tensor x = latents;
  for (std::size_t i = 0; i < batch_norm_.size(); ++i) {
    x = dense_[i]->forward(x);
    x = options_.batch_norm == BatchNormOrder::after_relu ? batch_norm_[i]->forward(torch::relu(x))
                                                          : torch::relu(batch_norm_[i]->forward(x));
  }
  x = dense_.back()->forward(x);
  if (options_.output_filter == OutputFilter::binomial) x = binomial_filter(x, image_);
  return torch::tanh(x);
}

}  // namespace gan
