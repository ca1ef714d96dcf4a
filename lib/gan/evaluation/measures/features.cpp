#include "gan/evaluation/measures/features.h"

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/text.h"

namespace gan {

std::string describe(const at::Tensor& tensor) {
  if (!tensor.defined()) return "none";
  return std::string(c10::toString(tensor.scalar_type())) + " " + shape_text(tensor.sizes().vec());
}

Features::Features(const at::Tensor& numbers, const std::string& doing) {
  if (!numbers.defined() || numbers.dim() != 2 || !numbers.is_floating_point() ||
      numbers.size(1) < 1)
    throw Error(doing).expected("floating point features [count, size]").found("another tensor");
  rows_ = numbers.detach().to(torch::kCPU, torch::kFloat64).contiguous();
  require(1, doing);
  if (!rows_.isfinite().all().item<bool>())
    throw Error(doing).expected("finite features").found("NaN or infinity");
}

Features Features::chosen(const at::Tensor& index) const {
  Features some;
  some.rows_ = rows_.index_select(0, index);
  return some;
}

void Features::require(std::int64_t at_least, const std::string& doing) const {
  if (count() < at_least)
    throw Error(doing)
        .expected("at least " + std::to_string(at_least) + " images")
        .found(std::to_string(count()));
}

void require_pair(const Features& first, const Features& second, std::int64_t at_least,
                  const std::string& doing) {
  first.require(at_least, doing);
  second.require(at_least, doing);
  const std::int64_t size = first.rows().size(1), other = second.rows().size(1);
  if (size != other)
    throw Error(doing)
        .expected("features of one size")
        .found(std::to_string(size) + " and " + std::to_string(other));
}

at::Tensor square_distances(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor lengths = a.square().sum(1, /*keepdim=*/true) + b.square().sum(1);
  return torch::addmm(lengths, a, b.t(), /*beta=*/1, /*alpha=*/-2).clamp_min_(0);
}

}  // namespace gan
