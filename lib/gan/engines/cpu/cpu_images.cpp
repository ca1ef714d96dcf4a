#include "gan/engines/cpu/cpu_images.h"

#include <algorithm>
#include <vector>

#include "gan/engines/cpu/cpu_dense.h"

namespace gan {
namespace {

// Filters along the columns into `between`, then along the rows; 0 outside the image.
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

// Copies to each pixel of `to` the pixel of `from` that moves there.
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

void write_rows(JobQueue& jobs, Matrix& to,
                const std::function<void(std::int64_t row, float* to)>& write_row) {
  constexpr std::int64_t kRows = 16;
  const std::int64_t rows = to.rows();
  jobs.pool().run((rows + kRows - 1) / kRows, [&](std::int64_t task, int) {
    for (std::int64_t row = task * kRows; row < std::min(rows, (task + 1) * kRows); ++row) {
      write_row(row, to.row(row));
      round_to_bf16(jobs.kernels(), to, row, 1);
    }
  });
}

void copy_rows(JobQueue& jobs, const at::Tensor& from, Matrix& to) {
  const float* values = from.const_data_ptr<float>();
  write_rows(jobs, to, [&](std::int64_t row, float* out) {
    std::copy_n(values + row * to.columns(), to.columns(), out);
  });
}

void filter_images(JobQueue& jobs, ImageShape image, const Matrix& from, bool tanh, Matrix& to) {
  write_rows(jobs, to, [&](std::int64_t row, float* out) {
    std::vector<float> between(static_cast<std::size_t>(image.pixels()));
    filter_image(from.row(row), image, between.data(), out);
    if (tanh) jobs.kernels().tanh(out, to.columns());
  });
}

void move_images(JobQueue& jobs, ImageShape image, const Matrix& from, const at::Tensor& shifts,
                 int sign, float fill, Matrix& to) {
  const std::int64_t* shift = shifts.const_data_ptr<std::int64_t>();
  write_rows(jobs, to, [&](std::int64_t row, float* out) {
    move_image(from.row(row), image, sign * shift[2 * row], sign * shift[2 * row + 1], fill, out);
  });
}

}  // namespace gan
