#include "gan/evaluation/measures/bootstrap.h"

#include <algorithm>
#include <functional>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include "gan/device/portions.h"

namespace gan {
namespace {

constexpr std::int64_t kDrawsAtOnce = 100, kCovariancesAtOnce = 32;

// How often each of `count` rows is in each of some draws: float64 [draws, count].
at::Tensor drawn_counts(std::int64_t count, std::int64_t draws, const at::Generator& generator) {
  const at::Tensor rows = torch::randint(count, {draws, count}, generator, torch::kInt64);
  const at::Tensor one = torch::ones({1}, torch::kFloat64).expand({draws, count});
  return torch::zeros({draws, count}, torch::kFloat64).scatter_add_(1, rows, one);
}

// The sums that `sums_of` makes of counts, float64 [some draws, count], divided by `count`: float64
// [draws, columns].
at::Tensor means_by_counts(std::int64_t count, std::int64_t columns, std::int64_t draws,
                           std::uint64_t seed,
                           const std::function<at::Tensor(const at::Tensor& counts)>& sums_of) {
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  at::Tensor means = torch::empty({draws, columns}, torch::kFloat64);
  for (std::int64_t begin = 0; begin < draws; begin += kDrawsAtOnce) {
    const std::int64_t end = std::min(draws, begin + kDrawsAtOnce);
    const at::Tensor counts = drawn_counts(count, end - begin, generator);
    means.slice(0, begin, end).copy_(sums_of(counts) / static_cast<double>(count));
  }
  return means;
}

}  // namespace

at::Tensor resampled_means(const Features& values, std::int64_t draws, std::uint64_t seed) {
  const at::Tensor& rows = values.rows();
  return means_by_counts(rows.size(0), rows.size(1), draws, seed,
                         [&](const at::Tensor& counts) { return counts.matmul(rows); });
}

at::Tensor resampled_shares(const at::Tensor& labels, std::int64_t classes, std::int64_t draws,
                            std::uint64_t seed) {
  return means_by_counts(labels.size(0), classes, draws, seed, [&](const at::Tensor& counts) {
    return torch::zeros({counts.size(0), classes}, torch::kFloat64)
        .scatter_add_(1, labels.expand_as(counts), counts);
  });
}

at::Tensor resampled_frechet(const FrechetReference& reference, const Features& features,
                             std::int64_t draws, std::uint64_t seed,
                             const OnProgress& on_progress) {
  features.require(2, "resampling");
  const at::Tensor& rows = features.rows();
  const at::Tensor centre = rows.mean(0);
  const at::Tensor centred = rows - centre;
  const auto count = static_cast<double>(rows.size(0));
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  at::Tensor distances = torch::empty({draws}, torch::kFloat64);
  for (std::int64_t first = 0; first < draws; first += kCovariancesAtOnce) {
    const std::int64_t some = std::min(draws - first, kCovariancesAtOnce);
    const at::Tensor counts = drawn_counts(rows.size(0), some, generator);
    in_portions(some, 1, on_progress, [&](std::int64_t i, std::int64_t) {
      const at::Tensor weighted = centred * counts[i].unsqueeze(1);
      const at::Tensor mean = weighted.sum(0) / count;
      const at::Tensor covariance =
          (centred.t().matmul(weighted) - count * mean.outer(mean)) / (count - 1);
      distances[first + i] = reference.distance_to({centre + mean, covariance});
    });
  }
  return distances;
}

Interval interval_of(double value, const at::Tensor& draws) {
  const at::Tensor all = draws.to(torch::kFloat64).flatten();
  const at::Tensor ends =
      torch::quantile(all, torch::tensor({0.025, 0.975}, torch::kFloat64)) + value - all.mean();
  return {ends[0].item<double>(), ends[1].item<double>()};
}

}  // namespace gan
