// The generator's output filter on the CPU's fast path.
#pragma once

#include <cstdint>

#include "gan/base/image_shape.h"
#include "gan/device/thread_pool.h"
#include "gan/engines/kernels/cpu_kernels.h"
#include "gan/engines/kernels/matrix.h"

namespace gan {

// What networks/layers/output_filter.h computes.
class CpuOutputFilter {
 public:
  // `bf16`: the matrices have bfloat16 copies.
  CpuOutputFilter(ImageShape image, std::int64_t batch_size, bool bf16, ThreadPool& pool,
                  const CpuKernels& kernels);

  // images = tanh(filtered sums), both [batch, pixels].
  void make_images(const Matrix& sums, Matrix& images);

  // From a gradient by what the tanh was given, that by the sums; good until the next call.
  const Matrix& gradient_by_sums(const Matrix& gradient);

 private:
  template <class Finish>
  void filter(const Matrix& from, Matrix& to, const Finish& finish);

  ImageShape image_;
  ThreadPool& pool_;
  const CpuKernels& kernels_;
  Matrix gradient_;
};

}  // namespace gan
