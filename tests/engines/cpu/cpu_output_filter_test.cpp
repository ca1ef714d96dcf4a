#include "gan/engines/cpu/cpu_output_filter.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"
#include "gan/networks/layers/binomial_filter.h"

namespace gan::test {
namespace {

constexpr std::int64_t kBatch = 37;

class CpuOutputFilterTest : public testing::TestWithParam<ImageShape> {
 protected:
  ThreadPool pool{3};
  CpuOutputFilter filter{GetParam(), kBatch, false, pool, cpu_kernels()};
  const at::Tensor values = 4 * torch::randn({kBatch, GetParam().pixels()});
};

TEST_P(CpuOutputFilterTest, MakesImagesAsTheReadableWay) {
  Matrix images(kBatch, GetParam().pixels(), false);
  filter.make_images(matrix_of(values), images);
  EXPECT_LE(distance(tensor_of(images), binomial_filter(values, GetParam()).tanh()), 1e-6);
}

TEST_P(CpuOutputFilterTest, GradientsGoBackThroughTheSameFilter) {
  EXPECT_LE(distance(tensor_of(filter.gradient_by_sums(matrix_of(values))),
                     binomial_filter(values, GetParam())),
            1e-6);
}

INSTANTIATE_TEST_SUITE_P(Shapes, CpuOutputFilterTest,
                         testing::Values(ImageShape{5, 7}, ImageShape{28, 28}, ImageShape{1, 9},
                                         ImageShape{9, 1}, ImageShape{1, 1}));

}  // namespace
}  // namespace gan::test
