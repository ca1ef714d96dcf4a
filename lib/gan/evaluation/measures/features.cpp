#include "gan/evaluation/measures/features.h"

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {

at::Tensor checked_features(const at::Tensor& features, std::int64_t at_least,
                            const std::string& doing) {
  if (!features.defined() || features.dim() != 2 || !features.is_floating_point() ||
      features.size(1) < 1)
    throw Error(doing).expected("floating point features [count, size]").found("another tensor");
  if (features.size(0) < at_least)
    throw Error(doing)
        .expected("at least " + std::to_string(at_least) + " images")
        .found(std::to_string(features.size(0)));
  at::Tensor rows = features.detach().to(torch::kCPU, torch::kFloat64).contiguous();
  if (!rows.isfinite().all().item<bool>())
    throw Error(doing).expected("finite features").found("NaN or infinity");
  return rows;
}

FeaturePair checked_pair(const at::Tensor& first, const at::Tensor& second, std::int64_t at_least,
                         const std::string& doing) {
  FeaturePair pair{checked_features(first, at_least, doing),
                   checked_features(second, at_least, doing)};
  if (pair.first.size(1) != pair.second.size(1))
    throw Error(doing)
        .expected("features of one size")
        .found(std::to_string(pair.first.size(1)) + " and " + std::to_string(pair.second.size(1)));
  return pair;
}

at::Tensor square_distances(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor lengths = a.square().sum(1, /*keepdim=*/true) + b.square().sum(1);
  return torch::addmm(lengths, a, b.t(), /*beta=*/1, /*alpha=*/-2).clamp_min_(0);
}

}  // namespace gan
