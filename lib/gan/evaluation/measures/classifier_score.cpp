#include "gan/evaluation/measures/classifier_score.h"

#include <cmath>

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {

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
