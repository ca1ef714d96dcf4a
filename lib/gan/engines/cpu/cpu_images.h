// What is done to each image by itself on the CPU's fast path. Matrices are [batch, pixels]; their
// bfloat16 copies follow.
#pragma once

#include <cstdint>
#include <functional>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"
#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"

namespace gan {

// Lets write_row(row, to) write each row.
void write_rows(JobQueue& jobs, Matrix& to,
                const std::function<void(std::int64_t row, float* to)>& write_row);

// `from`: float32, contiguous, as many values as `to` has.
void copy_rows(JobQueue& jobs, const at::Tensor& from, Matrix& to);

// What networks/layers/output_filter.h does, its tanh if asked for. It is its own way back.
void filter_images(JobQueue& jobs, ImageShape image, const Matrix& from, bool tanh, Matrix& to);

// What random_shift.h does: images moved by `sign` times the `shifts`, int64 [batch, 2], with
// `fill` where nothing moves to. A gradient goes back by a sign of -1 and a fill of 0.
void move_images(JobQueue& jobs, ImageShape image, const Matrix& from, const at::Tensor& shifts,
                 int sign, float fill, Matrix& to);

}  // namespace gan
