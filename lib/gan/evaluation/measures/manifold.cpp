#include "gan/evaluation/measures/manifold.h"

#include <limits>
#include <mutex>
#include <tuple>

#include <torch/types.h>

#include "gan/device/portions.h"

namespace gan {
namespace {

constexpr std::int64_t kRowsAtOnce = 100;

// Squared distances of each row to its 3rd and 5th nearest other row.
struct Radii {
  at::Tensor third, fifth;
};

Radii radii_of(const at::Tensor& rows, const OnProgress& on_progress) {
  const std::int64_t count = rows.size(0);
  Radii radii{torch::empty({count}, rows.options()), torch::empty({count}, rows.options())};
  in_portions(count, kRowsAtOnce, on_progress, [&](std::int64_t begin, std::int64_t end) {
    at::Tensor distances = square_distances(rows.slice(0, begin, end), rows);
    distances.diagonal(begin).fill_(std::numeric_limits<double>::infinity());
    const at::Tensor nearest = std::get<0>(
        distances.topk(kDensityNeighbours, /*dim=*/1, /*largest=*/false, /*sorted=*/true));
    radii.third.slice(0, begin, end).copy_(nearest.select(1, kPrecisionNeighbours - 1));
    radii.fifth.slice(0, begin, end).copy_(nearest.select(1, kDensityNeighbours - 1));
  });
  return radii;
}

}  // namespace

ManifoldTerms manifold_terms(const Features& real, const Features& samples,
                             const OnProgress& on_progress) {
  require_pair(real, samples, kDensityNeighbours + 1, "computing precision and recall");
  const Radii around_real = radii_of(real.rows(), on_progress);
  const at::Tensor around_samples = radii_of(samples.rows(), on_progress).third;

  const std::int64_t count = samples.count();
  at::Tensor recalled = torch::zeros({real.count()}, torch::kBool);
  at::Tensor covered = torch::zeros({real.count()}, torch::kBool);
  ManifoldTerms terms;
  terms.precision = torch::empty({count}, torch::kFloat64);
  terms.density = torch::empty({count}, torch::kFloat64);
  std::mutex mutex;
  in_portions(count, kRowsAtOnce, on_progress, [&](std::int64_t begin, std::int64_t end) {
    const at::Tensor distances = square_distances(samples.rows().slice(0, begin, end), real.rows());
    const at::Tensor held = distances.le(around_real.fifth);
    terms.precision.slice(0, begin, end).copy_(distances.le(around_real.third).any(1));
    terms.density.slice(0, begin, end).copy_(held.sum(1));
    const at::Tensor reached = distances.le(around_samples.slice(0, begin, end).unsqueeze(1));
    const at::Tensor covers = held.any(0), recalls = reached.any(0);
    const std::lock_guard<std::mutex> lock(mutex);
    covered.logical_or_(covers);
    recalled.logical_or_(recalls);
  });
  terms.density /= static_cast<double>(kDensityNeighbours);
  terms.recall = recalled.to(torch::kFloat64);
  terms.coverage = covered.to(torch::kFloat64);
  return terms;
}

}  // namespace gan
