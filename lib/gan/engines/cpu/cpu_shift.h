// Random shifts on the CPU's fast path.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/image_shape.h"
#include "gan/device/thread_pool.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/engines/kernels/matrix.h"

namespace gan {

// What random_shift.h computes, and the way back of its gradient.
class CpuShift {
 public:
  // `bf16`: the matrices have bfloat16 copies.
  CpuShift(ImageShape image, std::int64_t batch_size, bool bf16, ThreadPool& pool,
           const CpuKernels& kernels);

  // `images` [batch, pixels] moved by `shifts`, int64 [batch, 2]; good until the next call.
  const Matrix& shifted(const Matrix& images, const at::Tensor& shifts);

  // From a gradient by the images that shifted() gave last, that by those it was given.
  const Matrix& gradient_by_unshifted(const Matrix& gradient);

 private:
  // Images moved by `sign` times the shifts, with `fill` where nothing moves to.
  void move(const Matrix& from, int sign, float fill, Matrix& to);

  ImageShape image_;
  ThreadPool& pool_;
  const CpuKernels& kernels_;
  at::Tensor shifts_;
  Matrix images_;
  Matrix gradient_;
};

}  // namespace gan
