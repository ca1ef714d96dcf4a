#include "gan/training/generator_average.h"

#include <algorithm>
#include <cmath>

#include <torch/utils.h>

#include "gan/networks/named_tensors.h"
#include "gan/networks/network_copy.h"

namespace gan {
namespace {

// to += (from - to) * share, for all tensors.
void approach(const Generator& to, const Generator& from, double share) {
  const torch::NoGradGuard no_grad;
  const NamedTensors values = named_tensors(*from);
  for (const auto& [name, average] : named_tensors(*to))
    at::Tensor(average).lerp_(values.at(name), share);
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
