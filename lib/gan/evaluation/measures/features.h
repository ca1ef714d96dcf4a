// The input of the measures.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

namespace gan {

// "Float [2, 28, 28]"; "none" for a tensor that is not defined.
std::string describe(const at::Tensor& tensor);

// Rows of finite numbers, float64 on the CPU; checked once, on construction.
class Features {
 public:
  // No rows: every measure refuses them.
  Features() = default;
  // From floating-point numbers [count, size]. Throws Error, beginning with `doing`, for another
  // type or shape, no rows, and values that are not finite.
  explicit Features(const at::Tensor& numbers, const std::string& doing = "measuring");

  const at::Tensor& rows() const { return rows_; }  // float64 [count, size], contiguous
  std::int64_t count() const { return rows_.defined() ? rows_.size(0) : 0; }
  // The rows at the positions in `index`, int64.
  Features chosen(const at::Tensor& index) const;

  // Throws Error, beginning with `doing`, for fewer than `at_least` rows.
  void require(std::int64_t at_least, const std::string& doing) const;

 private:
  at::Tensor rows_;
};

// Likewise for two sets, whose rows must also be of one size.
void require_pair(const Features& first, const Features& second, std::int64_t at_least,
                  const std::string& doing);

// Squared Euclidean distances of each row of `a` [n, size] from each row of `b` [m, size]: [n, m],
// of the rows' type, none negative. Computed as ||a||^2 + ||b||^2 - 2 ab, which rounds small
// distances between long rows.
at::Tensor square_distances(const at::Tensor& a, const at::Tensor& b);

}  // namespace gan
