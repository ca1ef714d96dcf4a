#include "gan/engines/cpu/cpu_output_filter.h"

#include <algorithm>
#include <vector>

#include "gan/engines/cpu/cpu_dense.h"

namespace gan {
namespace {

// Along the columns into `between`, then along the rows; 0 beyond the sides.
void filter_image(const float* from, ImageShape image, float* between, float* to) {
  const std::int64_t width = image.width;
  const auto weigh = [](float before, float here, float after) {
    return (before + after) * 0.25F + here * 0.5F;
  };
  const std::vector<float> nothing(static_cast<std::size_t>(width));
  for (std::int64_t y = 0; y < image.height; ++y) {
    const float* here = from + y * width;
    const float* above = y > 0 ? here - width : nothing.data();
    const float* below = y + 1 < image.height ? here + width : nothing.data();
    for (std::int64_t x = 0; x < width; ++x)
      between[y * width + x] = weigh(above[x], here[x], below[x]);
  }
  for (std::int64_t y = 0; y < image.height; ++y) {
    const float* row = between + y * width;
    float* out = to + y * width;
    if (width == 1) {
      out[0] = weigh(0, row[0], 0);
      continue;
    }
    out[0] = weigh(0, row[0], row[1]);
    for (std::int64_t x = 1; x + 1 < width; ++x) out[x] = weigh(row[x - 1], row[x], row[x + 1]);
    out[width - 1] = weigh(row[width - 2], row[width - 1], 0);
  }
}

}  // namespace

CpuOutputFilter::CpuOutputFilter(ImageShape image, std::int64_t batch_size, bool bf16,
                                 ThreadPool& pool, const CpuKernels& kernels)
    : image_(image), pool_(pool), kernels_(kernels), gradient_(batch_size, image.pixels(), bf16) {}

void CpuOutputFilter::make_images(const Matrix& sums, Matrix& images) {
  filter(sums, images, [this](float* row, std::int64_t count) { kernels_.tanh(row, count); });
}

const Matrix& CpuOutputFilter::gradient_by_sums(const Matrix& gradient) {
  filter(gradient, gradient_, [](float*, std::int64_t) {});
  return gradient_;
}

template <class Finish>
void CpuOutputFilter::filter(const Matrix& from, Matrix& to, const Finish& finish) {
  constexpr std::int64_t kRows = 16;
  const std::int64_t rows = from.rows();
  pool_.run((rows + kRows - 1) / kRows, [&](std::int64_t task, int) {
    std::vector<float> between(static_cast<std::size_t>(image_.pixels()));
    for (std::int64_t row = task * kRows; row < std::min(rows, (task + 1) * kRows); ++row) {
      filter_image(from.row(row), image_, between.data(), to.row(row));
      finish(to.row(row), to.columns());
      round_to_bf16(kernels_, to, row, 1);
    }
  });
}

}  // namespace gan
