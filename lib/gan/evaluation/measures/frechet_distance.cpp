#include "gan/evaluation/measures/frechet_distance.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan {
namespace {

constexpr const char* kComputingFrechet = "computing the Frechet distance";

at::Tensor root_of(const at::Tensor& covariance) {
  const auto [values, vectors] = torch::linalg_eigh(covariance);
  return (vectors * values.clamp_min(0).sqrt()).matmul(vectors.t());
}

}  // namespace

GaussianFit fit_gaussian(const Features& features) {
  features.require(2, kComputingFrechet);
  const at::Tensor& rows = features.rows();
  const at::Tensor mean = rows.mean(0);
  const at::Tensor centred = rows - mean;
  const auto divisor = static_cast<double>(rows.size(0) - 1);
  return {mean, centred.t().matmul(centred) / divisor};
}

FrechetReference::FrechetReference(GaussianFit fit)
    : fit_(std::move(fit)), root_(root_of(fit_.covariance)) {}

double FrechetReference::distance_to(const GaussianFit& other) const {
  if (other.mean.sizes() != fit_.mean.sizes())
    throw Error(kComputingFrechet)
        .expected(std::to_string(fit_.mean.numel()) + " features")
        .found(std::to_string(other.mean.numel()));
  const at::Tensor product = root_.matmul(other.covariance).matmul(root_);
  const at::Tensor eigenvalues = torch::linalg_eigvalsh((product + product.t()) / 2);
  const at::Tensor distance = (fit_.mean - other.mean).square().sum() + fit_.covariance.trace() +
                              other.covariance.trace() - 2 * eigenvalues.clamp_min(0).sqrt().sum();
  return std::max(0.0, distance.item<double>());
}

}  // namespace gan
