#include "gan/evaluation/measures/kernel_distance.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/device/portions.h"

namespace gan {
namespace {

constexpr const char* kComputingKernel = "computing the kernel distance";

at::Tensor kernel(const at::Tensor& a, const at::Tensor& b) {
  const auto size = static_cast<double>(a.size(1));
  return (a.matmul(b.t()) / size + 1).pow(3);
}

// The mean over all pairs of two different rows.
at::Tensor mean_within(const at::Tensor& rows) {
  const at::Tensor values = kernel(rows, rows);
  const auto count = static_cast<double>(rows.size(0));
  return (values.sum() - values.trace()) / (count * (count - 1));
}

at::Tensor shuffled(const at::Tensor& rows, const at::Generator& generator) {
  return rows.index_select(0, torch::randperm(rows.size(0), generator, torch::kInt64));
}

}  // namespace

double square_kernel_discrepancy(const at::Tensor& a, const at::Tensor& b) {
  return (mean_within(a) + mean_within(b) - 2 * kernel(a, b).mean()).item<double>();
}

KernelDistance kernel_distance(const Features& first, const Features& second,
                               std::int64_t subset_size, std::uint64_t seed) {
  if (subset_size < 2)
    throw Error(kComputingKernel)
        .expected("subsets of at least 2 images")
        .found(std::to_string(subset_size));
  require_pair(first, second, 2 * subset_size, kComputingKernel);
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  const at::Tensor a = shuffled(first.rows(), generator);
  const at::Tensor b = shuffled(second.rows(), generator);

  KernelDistance distance;
  distance.subset_size = subset_size;
  distance.subsets = std::min(a.size(0), b.size(0)) / subset_size;
  const auto subsets = static_cast<double>(distance.subsets);
  double sum = 0, sum_of_squares = 0;
  std::vector<double> values(static_cast<std::size_t>(distance.subsets));
  in_portions(distance.subsets * subset_size, subset_size, {},
              [&](std::int64_t begin, std::int64_t end) {
                values[static_cast<std::size_t>(begin / subset_size)] =
                    square_kernel_discrepancy(a.slice(0, begin, end), b.slice(0, begin, end));
              });
  for (const double value : values) {
    sum += value;
    sum_of_squares += value * value;
  }
  distance.value = sum / subsets;
  const double variance = (sum_of_squares - sum * distance.value) / (subsets - 1);
  distance.standard_error = std::sqrt(std::max(0.0, variance) / subsets);
  return distance;
}

}  // namespace gan
