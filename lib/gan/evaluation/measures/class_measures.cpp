#include "gan/evaluation/measures/class_measures.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/evaluation/measures/features.h"

namespace gan {
namespace {

constexpr const char* kCounting = "counting the classes";
constexpr std::int64_t kProbabilitiesAtOnce = std::int64_t{1} << 24;

}  // namespace

void check_labels(const at::Tensor& labels, std::int64_t count, const std::string& doing) {
  if (!labels.defined() || labels.scalar_type() != torch::kInt64 || labels.dim() != 1 ||
      labels.size(0) != count || count == 0)
    throw Error(doing)
        .expected("an int64 label for each of " + std::to_string(count) + " images")
        .found(describe(labels))
        .hint(labels.defined() ? ""
                               : "the classifier needs labels: put the label file beside the "
                                 "images");
  const auto least = labels.min().item<std::int64_t>();
  if (least < 0) throw Error(doing).expected("labels from 0").found(std::to_string(least));
}

std::vector<double> label_shares(const at::Tensor& labels, std::int64_t classes) {
  check_labels(labels, labels.defined() ? labels.numel() : 0, kCounting);
  const auto largest = labels.max().item<std::int64_t>();
  if (largest >= classes)
    throw Error(kCounting)
        .expected("labels below " + std::to_string(classes))
        .found(std::to_string(largest));
  const at::Tensor shares = labels.cpu()
                                .bincount({}, classes)
                                .to(torch::kFloat64)
                                .div_(static_cast<double>(labels.size(0)));
  const double* const first = shares.const_data_ptr<double>();
  return {first, first + classes};
}

SeenClasses seen_classes(const at::Tensor& probabilities) {
  const auto [top, place] = probabilities.max(1);
  return {place, top.to(torch::kFloat64).lt(kSure).to(torch::kFloat64)};
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

ClassifierScoreTerms::ClassifierScoreTerms(const at::Tensor& probabilities)
    : probabilities_(probabilities) {
  constexpr const char* kScoring = "computing the classifier score";
  if (!probabilities.defined() || probabilities.dim() != 2 || probabilities.numel() == 0)
    throw Error(kScoring)
        .expected("probabilities [count, classes] of at least 1 image")
        .found(describe(probabilities));
  const std::int64_t rows_at_once =
      std::max<std::int64_t>(1, kProbabilitiesAtOnce / probabilities.size(1));
  std::vector<at::Tensor> sums;
  for (const at::Tensor& some : probabilities.split(rows_at_once)) {
    const at::Tensor rows = Features(some, kScoring).rows();
    if (rows.lt(0).any().item<bool>())
      throw Error(kScoring).expected("probabilities").found("negative numbers");
    sums.push_back(torch::xlogy(rows, rows).sum(1, /*keepdim=*/true));
  }
  sums_ = torch::cat(sums);
}

at::Tensor ClassifierScoreTerms::slice(std::int64_t begin, std::int64_t end) const {
  const at::Tensor some = probabilities_.slice(1, begin, end).to(torch::kFloat64);
  return end < columns() ? some : torch::cat({some, sums_}, 1);
}

double classifier_score_of_means(const at::Tensor& means) {
  const at::Tensor shares = means.slice(0, 0, -1);
  return std::exp((means[-1] - torch::xlogy(shares, shares).sum()).item<double>());
}

}  // namespace gan
