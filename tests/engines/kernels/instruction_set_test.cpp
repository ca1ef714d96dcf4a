// Every product of every instruction set against LibTorch's.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"
#include "gan/math/activation_math.h"
#include "gan/math/adam_math.h"
#include "gan/math/philox.h"

namespace gan::test {
namespace {

struct Sizes {
  std::int64_t rows, columns, depth;
};

// Whole tiles and vectors, and every kind of remainder.
const std::vector<Sizes> kSizes = {{1, 1, 1},     {8, 48, 16},  {3, 5, 7},
                                   {16, 16, 32},  {33, 17, 49}, {20, 100, 3},
                                   {200, 70, 11}, {9, 150, 65}, {21, 50, 2500}};

// Rounding adds up along the depth.
double tolerance(std::int64_t depth) {
  return 2e-5 * std::max(1.0, static_cast<double>(depth) / 64);
}

class InstructionSet : public WithKernels {};

TEST_P(InstructionSet, ForwardProductsWithBiasAndActivation) {
  for (const auto& [rows, columns, depth] : kSizes)
    for (const Activation activation : {Activation::none, Activation::relu, Activation::tanh}) {
      const at::Tensor x = torch::randn({rows, depth}), w = torch::randn({columns, depth});
      const at::Tensor bias = torch::randn({columns});
      Matrix input = matrix_of(x), out(rows, columns, false);
      const MatrixView weight{w.const_data_ptr<float>(), depth, 1};
      ForwardFinish finish;
      finish.out = out.row(0);
      finish.stride = out.stride();
      finish.bias = bias.const_data_ptr<float>();
      finish.activation = activation;
      jobs->add(kernels->forward, {rows, columns, depth, Rows(input).view(), weight.transposed()},
                finish);
      jobs->run();

      at::Tensor expected = torch::linear(x, w, bias);
      if (activation == Activation::relu) expected = expected.relu();
      if (activation == Activation::tanh) expected = expected.tanh();
      EXPECT_LE(distance(tensor_of(out), expected), tolerance(depth))
          << rows << " " << columns << " " << depth;
    }
}

TEST_P(InstructionSet, DropoutKeepsWhatPhiloxSays) {
  constexpr std::int64_t kRows = 37, kColumns = 83;
  for (const std::uint32_t first_row : {0U, 8U, 13U}) {
    const DropoutMask mask{0x123456789abcdefULL, 2, dropout_threshold(0.25), first_row};
    const at::Tensor x = torch::rand({kRows, 1}) + 0.5, w = torch::rand({kColumns, 1}) + 0.5;
    const at::Tensor bias = torch::zeros({kColumns});
    Matrix input = matrix_of(x), out(kRows, kColumns, false);
    ForwardFinish finish;
    finish.out = out.row(0);
    finish.stride = out.stride();
    finish.bias = bias.const_data_ptr<float>();
    finish.activation = Activation::relu;
    finish.dropout = mask;
    finish.kept_scale = 4.0F / 3;
    const MatrixView weight{w.const_data_ptr<float>(), 1, 1};
    jobs->add(kernels->forward, {kRows, kColumns, 1, Rows(input).view(), weight.transposed()},
              finish);
    jobs->run();

    at::Tensor expected = torch::mm(x, w.t()) * (4.0 / 3);
    for (std::uint32_t row = 0; row < kRows; ++row)
      for (std::uint32_t column = 0; column < kColumns; ++column) {
        const std::uint32_t in_batch = first_row + row;
        const PhiloxWords words = philox({{column, in_batch / 8, mask.stream, 0}}, mask.key);
        if (half_word(words, static_cast<int>(in_batch % 8)) < mask.threshold)
          expected[row][column] = 0;
      }
    EXPECT_LE(distance(tensor_of(out), expected), tolerance(1));
    const double kept = (tensor_of(out) > 0).to(torch::kFloat64).mean().item<double>();
    EXPECT_NEAR(kept, 0.75, 0.03);
  }
}

TEST_P(InstructionSet, NotANumberIsNotHidden) {
  Matrix input = matrix_of(torch::full({8, 4}, NAN)), out(8, 16, false);
  const at::Tensor w = torch::ones({16, 4}), bias = torch::zeros({16});
  ForwardFinish finish;
  finish.out = out.row(0);
  finish.stride = out.stride();
  finish.bias = bias.const_data_ptr<float>();
  finish.activation = Activation::relu;
  const MatrixView weight{w.const_data_ptr<float>(), 4, 1};
  jobs->add(kernels->forward, {8, 16, 4, Rows(input).view(), weight.transposed()}, finish);
  jobs->run();
  EXPECT_TRUE(tensor_of(out).isnan().all().item<bool>());
}

TEST_P(InstructionSet, GradientsOfInputs) {
  for (const auto& [rows, columns, depth] : kSizes)
    for (const Activation activation : {Activation::none, Activation::relu, Activation::tanh}) {
      const at::Tensor g = torch::randn({rows, depth}), w = torch::randn({depth, columns});
      const at::Tensor y = torch::randn({rows, columns}).tanh();
      Matrix gradient = matrix_of(g), outputs = matrix_of(y), out(rows, columns, false);
      InputGradientFinish finish;
      finish.out = out.row(0);
      finish.stride = out.stride();
      finish.outputs = outputs.row(0);
      finish.outputs_stride = outputs.stride();
      finish.activation = activation;
      finish.kept_scale = activation == Activation::relu ? 1.5F : 1;
      const MatrixView weight{w.const_data_ptr<float>(), columns, 1};
      jobs->add(kernels->input_gradient, {rows, columns, depth, Rows(gradient).view(), weight},
                finish);
      jobs->run();

      at::Tensor expected = g.mm(w);
      if (activation == Activation::relu) expected = expected * (y > 0) * 1.5;
      if (activation == Activation::tanh) expected = expected * (1 - y * y);
      EXPECT_LE(distance(tensor_of(out), expected), tolerance(depth))
          << rows << " " << columns << " " << depth;
    }
}

TEST_P(InstructionSet, AdamByTheGradientsOfWeights) {
  for (const auto& [rows, columns, depth] : kSizes) {
    const at::Tensor g = torch::randn({depth, rows}), x = torch::randn({depth, columns});
    at::Tensor weight = torch::randn({rows, columns}), mean = torch::randn({rows, columns});
    at::Tensor square = torch::rand({rows, columns});
    const at::Tensor gradient = g.t().mm(x);
    const at::Tensor next_mean = mean + (gradient - mean) * 0.1;
    const at::Tensor next_square = square + (gradient * gradient - square) * 0.001;
    const at::Tensor next = weight - 0.01 * next_mean / (next_square.sqrt() + 1e-3);

    Matrix gradients = matrix_of(g), inputs = matrix_of(x);
    const AdamFinish finish{weight.data_ptr<float>(), mean.data_ptr<float>(),
                            square.data_ptr<float>(), AdamStep{0.1F, 0.001F, 0.01F, 1e-3F}};
    jobs->add(kernels->adam,
              {rows, columns, depth, Rows(gradients).view().transposed(), Rows(inputs).view()},
              finish);
    jobs->run();
    EXPECT_LE(distance(mean, next_mean), tolerance(depth))
        << rows << " " << columns << " " << depth;
    EXPECT_LE(distance(square, next_square), tolerance(depth));
    EXPECT_LE(distance(weight, next), tolerance(depth));
  }
}

TEST_P(InstructionSet, PixelsAreScaledAsTheReferenceScalesThem) {
  const at::Tensor bytes = torch::arange(256).to(torch::kUInt8);
  std::vector<float> scaled(256);
  kernels->scale_pixels(bytes.const_data_ptr<std::uint8_t>(), scaled.data(), 256);
  const at::Tensor half = torch::full({}, 127.5, torch::kFloat32);
  const at::Tensor expected = bytes.to(torch::kFloat32).sub(half).div(half);
  for (std::int64_t i = 0; i < 256; ++i)
    EXPECT_EQ(scaled[static_cast<std::size_t>(i)], expected[i].item<float>()) << i;
}

INSTANTIATE_TEST_SUITE_P(All, InstructionSet, kFloatInstructionSets, name_of);

}  // namespace
}  // namespace gan::test
