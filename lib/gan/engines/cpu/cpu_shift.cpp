#include "gan/engines/cpu/cpu_shift.h"

#include <algorithm>

#include "gan/engines/cpu/cpu_dense.h"

namespace gan {
namespace {

constexpr float kBlack = -1;

// Reads from `from` what moves to each place of `to`.
void move_image(const float* from, ImageShape image, std::int64_t down, std::int64_t right,
                float fill, float* to) {
  const std::int64_t left_edge = std::clamp(right, std::int64_t{0}, image.width);
  const std::int64_t right_edge = std::clamp(image.width + right, std::int64_t{0}, image.width);
  for (std::int64_t y = 0; y < image.height; ++y, to += image.width) {
    const std::int64_t source = y - down;
    if (source < 0 || source >= image.height) {
      std::fill_n(to, image.width, fill);
      continue;
    }
    std::fill(to, to + left_edge, fill);
    std::copy(from + source * image.width + left_edge - right,
              from + source * image.width + right_edge - right, to + left_edge);
    std::fill(to + right_edge, to + image.width, fill);
  }
}

}  // namespace

CpuShift::CpuShift(ImageShape image, std::int64_t batch_size, bool bf16, ThreadPool& pool,
                   const CpuKernels& kernels)
    : image_(image),
      pool_(pool),
      kernels_(kernels),
      images_(batch_size, image.pixels(), bf16),
      gradient_(batch_size, image.pixels(), bf16) {}

const Matrix& CpuShift::shifted(const Matrix& images, const at::Tensor& shifts) {
  shifts_ = shifts;
  move(images, 1, kBlack, images_);
  return images_;
}

const Matrix& CpuShift::gradient_by_unshifted(const Matrix& gradient) {
  move(gradient, -1, 0, gradient_);
  return gradient_;
}

void CpuShift::move(const Matrix& from, int sign, float fill, Matrix& to) {
  constexpr std::int64_t kRows = 16;
  const std::int64_t rows = from.rows();
  const std::int64_t* shifts = shifts_.const_data_ptr<std::int64_t>();
  pool_.run((rows + kRows - 1) / kRows, [&](std::int64_t task, int) {
    for (std::int64_t row = task * kRows; row < std::min(rows, (task + 1) * kRows); ++row) {
      move_image(from.row(row), image_, sign * shifts[2 * row], sign * shifts[2 * row + 1], fill,
                 to.row(row));
      round_to_bf16(kernels_, to, row, 1);
    }
  });
}

}  // namespace gan
