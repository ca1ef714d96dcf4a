#include "gan/training/generator_average.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <torch/utils.h>

#include "gan/networks/network_copy.h"

namespace gan {
namespace {

std::vector<at::Tensor> tensors_of(const Generator& generator) {
  std::vector<at::Tensor> tensors = generator->parameters();
  for (const at::Tensor& statistic : generator->buffers()) tensors.push_back(statistic);
  return tensors;
}

// to += (from - to) * share, for all tensors.
void approach(const Generator& to, const Generator& from, double share) {
  const torch::NoGradGuard no_grad;
  const std::vector<at::Tensor> values = tensors_of(from);
  std::vector<at::Tensor> averages = tensors_of(to);
  for (std::size_t i = 0; i < averages.size(); ++i) averages[i].lerp_(values[i], share);
}

}  // namespace

GeneratorAverage::GeneratorAverage(const Generator& trained, double decay)
    : average_(copy_of(trained)), decay_(decay) {}

void GeneratorAverage::add(const Generator& trained, std::int64_t since, std::int64_t total) {
  const double span = -1 / std::log(decay_);
  const double so_far = static_cast<double>(total) / 10;
  const double kept = std::exp(-static_cast<double>(since) / std::min(span, so_far));
  approach(average_, trained, 1 - kept);
}

}  // namespace gan
