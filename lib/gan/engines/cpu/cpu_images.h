// Operations on single images on the CPU's fast path. Matrices are [batch, pixels]; their bfloat16
// copies are updated, too.
#pragma once

#include <cstdint>
#include <functional>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"

namespace gan {

// Calls write_row(row, to) for each row.
void write_rows(JobQueue& jobs, Matrix& to,
                const std::function<void(std::int64_t row, float* to)>& write_row);

// `from`: float32, contiguous, as many values as `to` has.
void copy_rows(JobQueue& jobs, const at::Tensor& from, Matrix& to);

// The filter of networks/layers/binomial_filter.h, then tanh if `tanh`. Without tanh, it is its own
// backward pass.
void filter_images(JobQueue& jobs, ImageShape image, const Matrix& from, bool tanh, Matrix& to);

// As random_shift.h: moves images by `sign` times `shifts`, int64 [batch, 2]. Uncovered pixels are
// `fill`. The backward pass has sign -1 and fill 0.
void move_images(JobQueue& jobs, ImageShape image, const Matrix& from, const at::Tensor& shifts,
                 int sign, float fill, Matrix& to);

}  // namespace gan
