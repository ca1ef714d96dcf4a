#include "gan/math/adam_math.h"
// Products of bfloat16 operands against LibTorch's float32 ones of operands bf16 before.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"

namespace gan::test {
namespace {

struct Sizes {
  std::int64_t rows, columns, depth;
};

const std::vector<Sizes> kSizes = {{1, 1, 1},     {8, 48, 32},  {3, 5, 7},
                                   {16, 16, 64},  {33, 17, 49}, {20, 100, 3},
                                   {200, 70, 11}, {9, 150, 65}, {21, 50, 2500}};

// Rounding adds up along the depth.
double tolerance(std::int64_t depth) {
  return 5e-5 * std::max(1.0, static_cast<double>(depth) / 64);
}

class Bf16Products : public WithKernels {};

const std::uint32_t* pairs_of(const Matrix& matrix) {
  return reinterpret_cast<const std::uint32_t*>(matrix.bf16(0));
}

TEST_P(Bf16Products, Forward) {
  for (const auto& [rows, columns, depth] : kSizes) {
    const at::Tensor x = torch::randn({rows, depth}), w = torch::randn({columns, depth});
    const at::Tensor bias = torch::randn({columns});
    Matrix input = matrix_of(x, true), out(rows, columns, true);
    ForwardFinish finish;
    finish.out = out.row(0);
    finish.bf16 = out.bf16(0);
    finish.stride = out.stride();
    finish.bias = bias.const_data_ptr<float>();
    jobs->add(kernels->forward_bf16,
              {rows, columns, depth, pairs_of(input), input.stride() / 2, 1,
               w.const_data_ptr<float>(), depth},
              finish);
    jobs->run();
    EXPECT_LE(distance(tensor_of(out), torch::linear(bf16(x), bf16(w), bias)), tolerance(depth))
        << rows << " " << columns << " " << depth;
    EXPECT_EQ(distance(rounded_copy(out), bf16(tensor_of(out))), 0);
  }
}

TEST_P(Bf16Products, GradientsOfInputs) {
  for (const auto& [rows, columns, depth] : kSizes) {
    const at::Tensor g = torch::randn({rows, depth}), w = torch::randn({depth, columns});
    Matrix gradient = matrix_of(g, true), out(rows, columns, true);
    InputGradientFinish finish;
    finish.out = out.row(0);
    finish.bf16 = out.bf16(0);
    finish.stride = out.stride();
    jobs->add(kernels->input_gradient_bf16,
              {rows, columns, depth, pairs_of(gradient), gradient.stride() / 2, 1,
               w.const_data_ptr<float>(), columns},
              finish);
    jobs->run();
    EXPECT_LE(distance(tensor_of(out), bf16(g).mm(bf16(w))), tolerance(depth))
        << rows << " " << columns << " " << depth;
    EXPECT_EQ(distance(rounded_copy(out), bf16(tensor_of(out))), 0);
  }
}

TEST_P(Bf16Products, GradientsOfWeights) {
  for (const auto& [rows, columns, depth] : kSizes) {
    const at::Tensor g = torch::randn({depth, rows}), x = torch::randn({depth, columns});
    at::Tensor weight = torch::zeros({rows, columns}), mean = torch::zeros({rows, columns});
    at::Tensor square = torch::zeros({rows, columns});
    Matrix gradients = matrix_of(g, true), inputs = matrix_of(x, true);
    std::vector<std::uint32_t> pairs(
        static_cast<std::size_t>((depth + 1) / 2 * gradients.stride()));
    jobs->add(kernels->pair_rows,
              {gradients.bf16(0), pairs.data(), depth, rows, gradients.stride()});
    jobs->run();

    // With a rate of 1 the mean is the gradient itself.
    const AdamFinish finish{weight.data_ptr<float>(), mean.data_ptr<float>(),
                            square.data_ptr<float>(), AdamStep{1, 1, 0, 1}};
    jobs->add(kernels->adam_bf16,
              {rows, columns, depth, pairs.data(), 1, gradients.stride(), inputs.bf16(0),
               inputs.stride()},
              finish);
    jobs->run();
    EXPECT_LE(distance(mean, bf16(g).t().mm(bf16(x))), tolerance(depth))
        << rows << " " << columns << " " << depth;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Bf16Products, testing::Values("avx512bf16"), name_of);

}  // namespace
}  // namespace gan::test
