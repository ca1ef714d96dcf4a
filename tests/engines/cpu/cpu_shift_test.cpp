#include "gan/engines/cpu/cpu_shift.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "gan/engines/cpu/cpu_dense.h"
#include "gan/training/random_shift.h"

namespace gan::test {
namespace {

constexpr ImageShape kImage{5, 7};
constexpr std::int64_t kBatch = 37;

void fill(Matrix& matrix, const at::Tensor& values) {
  for (std::int64_t row = 0; row < matrix.rows(); ++row)
    std::copy_n(values[row].const_data_ptr<float>(), matrix.columns(), matrix.row(row));
}

at::Tensor values(const Matrix& matrix) {
  at::Tensor all = torch::empty({matrix.rows(), matrix.columns()});
  for (std::int64_t row = 0; row < matrix.rows(); ++row)
    std::copy_n(matrix.row(row), matrix.columns(), all[row].data_ptr<float>());
  return all;
}

class CpuShiftTest : public testing::TestWithParam<int> {
 protected:
  ThreadPool pool{GetParam()};
  CpuShift shift{kImage, kBatch, false, pool, cpu_kernels()};
  Matrix images{kBatch, kImage.pixels(), false};
  const at::Tensor drawn = torch::rand({kBatch, kImage.pixels()});
  // Right out of the image, too.
  const at::Tensor shifts = draw_shifts(kBatch, kImage.height, at::kCPU);
};

TEST_P(CpuShiftTest, MovesAsTheReadableWay) {
  fill(images, drawn);
  EXPECT_TRUE(
      torch::equal(values(shift.shifted(images, shifts)), shift_images(drawn, shifts, kImage)));
}

TEST_P(CpuShiftTest, ItsGradientIsAutograds) {
  const at::Tensor leaf = drawn.clone().requires_grad_(true);
  const at::Tensor weights = torch::randn_like(drawn);
  (shift_images(leaf, shifts, kImage) * weights).sum().backward();
  shift.shifted(images, shifts);
  Matrix gradient(kBatch, kImage.pixels(), false);
  fill(gradient, weights);
  EXPECT_TRUE(torch::equal(values(shift.gradient_by_unshifted(gradient)), leaf.grad()));
}

INSTANTIATE_TEST_SUITE_P(Threads, CpuShiftTest, testing::Values(1, 3));

TEST(CpuShift, BringsTheRoundedCopyUpToDate) {
  const CpuKernels* kernels = cpu_kernels("avx512bf16");
  if (kernels == nullptr) GTEST_SKIP() << "no AVX512-BF16";
  ThreadPool pool(1);
  CpuShift shift(kImage, kBatch, true, pool, *kernels);
  Matrix images(kBatch, kImage.pixels(), true);
  fill(images, torch::rand({kBatch, kImage.pixels()}));
  const Matrix& moved = shift.shifted(images, draw_shifts(kBatch, 2, at::kCPU));
  for (std::int64_t row = 0; row < kBatch; ++row)
    for (std::int64_t i = 0; i < kImage.pixels(); ++i)
      ASSERT_EQ(moved.bf16(row)[i], c10::BFloat16(moved.row(row)[i]).x);
}

}  // namespace
}  // namespace gan::test
