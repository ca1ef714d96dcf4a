// A kernel that finds out whether kernels run.
#pragma once

#include "gan/engines/cuda/mlp/kernel.h"

namespace gan::cuda {

struct Probe {
  using Kind = Elements;

  std::int32_t* out;  // [1]

  GAN_HOST_DEVICE std::int64_t count() const { return 1; }
  GAN_HOST_DEVICE void at(std::int64_t) const { *out += 1; }
};

}  // namespace gan::cuda
