// What the distances take.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

namespace gan {

// Rows of floating point numbers [count, size] as float64 on the CPU, for `doing`. Throws Error,
// beginning with `doing`, for another type or shape, fewer than `at_least` rows, and values that
// are not finite.
at::Tensor checked_features(const at::Tensor& features, std::int64_t at_least,
                            const std::string& doing);

// The same for two sets of rows of one size.
struct FeaturePair {
  at::Tensor first, second;
};
FeaturePair checked_pair(const at::Tensor& first, const at::Tensor& second, std::int64_t at_least,
                         const std::string& doing);

// Squared Euclidean distances of each row of `a` [n, size] from each row of `b` [m, size]: [n, m],
// of the rows' type, none negative. By ||a||^2 + ||b||^2 - 2 ab: small distances between long rows
// carry its rounding.
at::Tensor square_distances(const at::Tensor& a, const at::Tensor& b);

}  // namespace gan
