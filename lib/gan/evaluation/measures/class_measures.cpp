#include "gan/evaluation/measures/class_measures.h"

#include <cmath>
#include <string>
#include <tuple>

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {

std::vector<double> label_shares(const at::Tensor& labels, std::int64_t classes) {
  if (!labels.defined() || labels.dim() != 1 || labels.scalar_type() != torch::kUInt8 ||
      labels.size(0) == 0)
    throw Error("counting the classes").expected("uint8 labels [count]");
  const auto largest = labels.max().item<std::int64_t>();
  if (largest >= classes)
    throw Error("counting the classes")
        .expected("labels below " + std::to_string(classes))
        .found(std::to_string(largest));
  const at::Tensor counts = labels.cpu().to(torch::kInt64).bincount({}, classes);
  std::vector<double> shares;
  for (std::int64_t i = 0; i < classes; ++i)
    shares.push_back(counts[i].item<double>() / static_cast<double>(labels.size(0)));
  return shares;
}

at::Tensor class_terms(const Features& probabilities) {
  const at::Tensor& rows = probabilities.rows();
  const auto [top, place] = rows.max(1, /*keepdim=*/true);
  return torch::cat(
      {torch::zeros_like(rows).scatter_(1, place, 1), top.lt(kSure).to(torch::kFloat64)}, 1);
}

double total_variation(const std::vector<double>& shares, const std::vector<double>& real) {
  double sum = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) sum += std::abs(shares[i] - real[i]);
  return sum / 2;
}

std::int64_t count_modes(const std::vector<double>& shares, const std::vector<double>& real) {
  std::int64_t modes = 0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (real[i] > 0 && shares[i] >= kModeShare * real[i]) ++modes;
  return modes;
}

at::Tensor classifier_score_terms(const Features& probabilities) {
  const at::Tensor& rows = probabilities.rows();
  if (rows.lt(0).any().item<bool>())
    throw Error("computing the classifier score")
        .expected("probabilities")
        .found("negative numbers");
  return torch::cat({rows, torch::xlogy(rows, rows).sum(1, /*keepdim=*/true)}, 1);
}

double classifier_score_of_means(const at::Tensor& means) {
  const at::Tensor shares = means.slice(0, 0, -1);
  return std::exp((means[-1] - torch::xlogy(shares, shares).sum()).item<double>());
}

}  // namespace gan
