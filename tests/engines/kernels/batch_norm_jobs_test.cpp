// Sums over the batch and batch normalisation against LibTorch's and autograd's.
#include "gan/engines/kernels/batch_norm_jobs.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"
#include "gan/math/adam_math.h"

namespace gan::test {
namespace {

constexpr std::int64_t kRows = 21;
constexpr double kTolerance = 1e-5;
constexpr float kEpsilon = 1e-3F;

// Adam whose mean is the gradient itself.
struct Parameter {
  at::Tensor value, mean, square;

  explicit Parameter(const at::Tensor& start)
      : value(start), mean(torch::zeros_like(start)), square(torch::zeros_like(start)) {}
  AdamFinish finish() const {
    return {value.data_ptr<float>(), mean.data_ptr<float>(), square.data_ptr<float>(),
            AdamStep{1, 1, 0, 1}};
  }
};

class Columns : public WithKernels {};

TEST_P(Columns, BiasLearnsFromTheSum) {
  for (const std::int64_t columns : {1, 16, 37, 100}) {
    const at::Tensor g = torch::randn({kRows, columns});
    Matrix gradient = matrix_of(g);
    const Parameter bias(torch::zeros({columns}));
    jobs->add(kernels->bias_adam,
              {gradient.row(0), kRows, columns, gradient.stride(), bias.finish()});
    jobs->run();
    EXPECT_LE(distance(bias.mean, g.sum(0)), kTolerance);
  }
}

TEST_P(Columns, AStoredGradientIsAStep) {
  for (const std::int64_t columns : {1, 16, 37, 100}) {
    const at::Tensor g = torch::randn({kRows, columns}), sum = torch::zeros({columns});
    Matrix gradient = matrix_of(g);
    const Parameter bias(torch::randn({columns})), twin(bias.value.clone());
    AdamFinish only_store = bias.finish();
    only_store.gradient = sum.data_ptr<float>();
    jobs->add(kernels->bias_adam, {gradient.row(0), kRows, columns, gradient.stride(), only_store});
    jobs->run();
    EXPECT_LE(distance(sum, g.sum(0)), kTolerance);
    EXPECT_TRUE(torch::equal(bias.value, twin.value));
    EXPECT_FALSE(bias.mean.any().item<bool>());

    jobs->add(kernels->stored_adam, {sum.const_data_ptr<float>(), columns, bias.finish()});
    jobs->add(kernels->bias_adam,
              {gradient.row(0), kRows, columns, gradient.stride(), twin.finish()});
    jobs->run();
    EXPECT_TRUE(torch::equal(bias.value, twin.value));
    EXPECT_TRUE(torch::equal(bias.mean, twin.mean));
  }
}

TEST_P(Columns, BatchNormByMovingStatistics) {
  for (const bool relu : {false, true})
    for (const std::int64_t columns : {1, 16, 37, 100}) {
      const at::Tensor x = torch::randn({kRows, columns}), gamma = torch::randn({columns});
      const at::Tensor beta = torch::randn({columns}), mean = torch::randn({columns});
      const at::Tensor variance = torch::rand({columns}) + 0.1;
      Matrix input = matrix_of(x), output(kRows, columns, false);
      jobs->add(kernels->batch_norm_inference,
                {input.row(0), output.row(0), nullptr, kRows, columns, input.stride(),
                 gamma.const_data_ptr<float>(), beta.const_data_ptr<float>(), kEpsilon, relu,
                 mean.data_ptr<float>(), variance.data_ptr<float>()});
      jobs->run();
      at::Tensor expected =
          torch::batch_norm(x, gamma, beta, mean, variance, false, 0, kEpsilon, false);
      if (relu) expected = expected.relu();
      EXPECT_LE(distance(tensor_of(output), expected), kTolerance);
    }
}

TEST_P(Columns, BatchNormByTheBatchAndBack) {
  for (const bool relu_after : {false, true})
    for (const std::int64_t columns : {1, 16, 37, 100}) {
      const at::Tensor z = torch::randn({kRows, columns}).requires_grad_();
      const Parameter gamma(torch::randn({columns})), beta(torch::randn({columns}));
      const Parameter bias(torch::zeros({columns}));
      const at::Tensor gamma_leaf = gamma.value.clone().requires_grad_();
      const at::Tensor beta_leaf = beta.value.clone().requires_grad_();
      const at::Tensor x = relu_after ? z : z.relu();
      auto [normal, mean, inverse] =
          torch::native_batch_norm(x, gamma_leaf, beta_leaf, {}, {}, true, 0, kEpsilon);
      const at::Tensor y = relu_after ? normal.relu() : normal;
      const at::Tensor g = torch::randn({kRows, columns});
      y.backward(g);

      Matrix input = matrix_of(x.detach()), output(kRows, columns, false), gradient = matrix_of(g);
      at::Tensor moving_mean = torch::zeros({columns}), moving_variance = torch::ones({columns});
      at::Tensor batch_mean = torch::zeros({columns}), batch_variance = torch::zeros({columns});
      BatchNormForward forward;
      forward.input = input.row(0);
      forward.output = output.row(0);
      forward.rows = kRows;
      forward.columns = columns;
      forward.stride = input.stride();
      forward.gamma = gamma.value.const_data_ptr<float>();
      forward.beta = beta.value.const_data_ptr<float>();
      forward.epsilon = kEpsilon;
      forward.momentum = 0.75F;
      forward.moving_mean = moving_mean.data_ptr<float>();
      forward.moving_variance = moving_variance.data_ptr<float>();
      forward.batch_mean = batch_mean.data_ptr<float>();
      forward.batch_variance = batch_variance.data_ptr<float>();
      forward.relu = relu_after;
      jobs->add(kernels->batch_statistics, forward);
      jobs->run();
      jobs->add(kernels->batch_norm_forward, forward);
      jobs->run();
      EXPECT_LE(distance(tensor_of(output), y.detach()), kTolerance);
      EXPECT_LE(distance(moving_mean, x.detach().mean(0) * 0.25), kTolerance);
      EXPECT_LE(distance(moving_variance, x.detach().var(0, false) * 0.25 + 0.75), kTolerance);

      BatchNormBackward back;
      back.gradient = gradient.row(0);
      back.input = input.row(0);
      back.output = output.row(0);
      back.rows = kRows;
      back.columns = columns;
      back.stride = input.stride();
      back.batch_mean = batch_mean.const_data_ptr<float>();
      back.batch_variance = batch_variance.const_data_ptr<float>();
      back.epsilon = kEpsilon;
      back.relu_after = relu_after;
      at::Tensor gradients = torch::zeros({2, columns});
      back.gamma_gradient = gradients[0].data_ptr<float>();
      back.beta_gradient = gradients[1].data_ptr<float>();
      jobs->add(kernels->batch_norm_sums, back);
      jobs->run();
      back.batch_rows = kRows;
      back.batch_gamma_gradient = back.gamma_gradient;
      back.batch_beta_gradient = back.beta_gradient;
      back.gamma = gamma.finish();
      back.beta = beta.finish();
      back.bias = bias.finish();
      jobs->add(kernels->batch_norm_backward, back);
      jobs->run();
      EXPECT_LE(distance(tensor_of(gradient), z.grad()), kTolerance) << columns;
      EXPECT_LE(distance(gamma.mean, gamma_leaf.grad()), kTolerance);
      EXPECT_LE(distance(beta.mean, beta_leaf.grad()), kTolerance);
      EXPECT_LE(distance(bias.mean, z.grad().sum(0)), kTolerance);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Columns, kFloatInstructionSets, name_of);

}  // namespace
}  // namespace gan::test
