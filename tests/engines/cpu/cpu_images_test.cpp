#include "gan/engines/cpu/cpu_images.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"
#include "gan/networks/layers/binomial_filter.h"
#include "gan/training/random_shift.h"

namespace gan::test {
namespace {

constexpr ImageShape kImage{5, 7};
constexpr std::int64_t kBatch = 37;

class CpuShiftTest : public testing::TestWithParam<int> {
 protected:
  // What move_images makes of values.
  at::Tensor moved(const at::Tensor& values, int sign, float fill) {
    Matrix to(kBatch, kImage.pixels(), false);
    move_images(jobs, kImage, matrix_of(values), shifts, sign, fill, to);
    return tensor_of(to).clone();
  }

  ThreadPool pool{GetParam()};
  JobQueue jobs{pool, cpu_kernels()};
  const at::Tensor drawn = torch::rand({kBatch, kImage.pixels()});
  // Right out of the image, too.
  const at::Tensor shifts = draw_shifts(kBatch, kImage.height, at::kCPU);
};

TEST_P(CpuShiftTest, MovesAsTheReadableWay) {
  EXPECT_TRUE(torch::equal(moved(drawn, 1, -1), shift_images(drawn, shifts, kImage)));
}

TEST_P(CpuShiftTest, ItsGradientIsAutograds) {
  const at::Tensor leaf = drawn.clone().requires_grad_(true);
  const at::Tensor weights = torch::randn_like(drawn);
  (shift_images(leaf, shifts, kImage) * weights).sum().backward();
  EXPECT_TRUE(torch::equal(moved(weights, -1, 0), leaf.grad()));
}

INSTANTIATE_TEST_SUITE_P(Threads, CpuShiftTest, testing::Values(1, 3));

TEST(CpuShift, BringsTheRoundedCopyUpToDate) {
  const CpuKernels* kernels = cpu_kernels("avx512bf16");
  if (kernels == nullptr) GTEST_SKIP() << "no AVX512-BF16";
  ThreadPool pool(1);
  JobQueue jobs(pool, *kernels);
  Matrix moved(kBatch, kImage.pixels(), true);
  move_images(jobs, kImage, matrix_of(torch::rand({kBatch, kImage.pixels()})),
              draw_shifts(kBatch, 2, at::kCPU), 1, -1, moved);
  for (std::int64_t row = 0; row < kBatch; ++row)
    for (std::int64_t i = 0; i < kImage.pixels(); ++i)
      ASSERT_EQ(moved.bf16(row)[i], c10::BFloat16(moved.row(row)[i]).x);
}

class CpuOutputFilterTest : public testing::TestWithParam<ImageShape> {
 protected:
  at::Tensor filtered(bool tanh) {
    Matrix to(kBatch, GetParam().pixels(), false);
    filter_images(jobs, GetParam(), matrix_of(values), tanh, to);
    return tensor_of(to).clone();
  }

  ThreadPool pool{3};
  JobQueue jobs{pool, cpu_kernels()};
  const at::Tensor values = 4 * torch::randn({kBatch, GetParam().pixels()});
};

TEST_P(CpuOutputFilterTest, MakesImagesAsTheReadableWay) {
  EXPECT_LE(distance(filtered(true), binomial_filter(values, GetParam()).tanh()), 1e-6);
}

TEST_P(CpuOutputFilterTest, GradientsGoBackThroughTheSameFilter) {
  EXPECT_LE(distance(filtered(false), binomial_filter(values, GetParam())), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Shapes, CpuOutputFilterTest,
                         testing::Values(ImageShape{5, 7}, ImageShape{28, 28}, ImageShape{1, 9},
                                         ImageShape{9, 1}, ImageShape{1, 1}));

}  // namespace
}  // namespace gan::test
