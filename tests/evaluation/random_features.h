// Rows to measure distances of.
#pragma once

#include <cstdint>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

namespace gan::test {

// Standard normal float32 [count, size] that depend on the seed alone.
inline at::Tensor random_features(std::int64_t count, std::int64_t size, std::uint64_t seed) {
  return torch::randn({count, size}, at::detail::createCPUGenerator(seed), torch::kFloat32);
}

}  // namespace gan::test
