// The part of a batch that one of several processes computes.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace gan {

// Rows `first` to `first + count - 1` of the `whole` rows of a batch.
struct BatchPart {
  std::int64_t first = 0, count = 0, whole = 0;

  // Of `batch_size` rows, those of process `rank` of `processes`: neighbours, in the order of the
  // ranks, as many as the others have or one more.
  static BatchPart of_rank(std::int64_t batch_size, std::int64_t rank, std::int64_t processes) {
    const std::int64_t first = batch_size * rank / processes;
    return {first, batch_size * (rank + 1) / processes - first, batch_size};
  }

  bool is_whole() const { return count == whole; }
  double share() const { return static_cast<double>(count) / static_cast<double>(whole); }
  // The part of [whole, ...], a view. An undefined tensor stays undefined.
  at::Tensor of(const at::Tensor& rows) const {
    return is_whole() || !rows.defined() ? rows : rows.narrow(0, first, count);
  }
};

}  // namespace gan
