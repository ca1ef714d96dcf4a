#include "gan/engines/cpu/cpu_dense.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "engines/kernels/kernel_case.h"
#include "gan/math/adam_math.h"
#include "gan/networks/layers/dense.h"

namespace gan::test {
namespace {

class CpuDenseTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (GetParam() && cpu_kernels().forward_bf16 == nullptr)
      GTEST_SKIP() << "no bfloat16 products on this processor";
    torch::manual_seed(2);
    layer = std::make_shared<Dense>(Shape{11}, 19);
    const torch::NoGradGuard no_grad;
    layer->bias.normal_();
    optimizer = std::make_unique<KerasAdam>(layer->parameters(), TrainingOptions());
    update = std::make_unique<CpuUpdate>(*layer, *optimizer, alone, jobs);
  }

  // What the products are given.
  at::Tensor operand(const at::Tensor& values) const { return GetParam() ? bf16(values) : values; }

  std::shared_ptr<Dense> layer;
  std::unique_ptr<KerasAdam> optimizer;
  DataParallel alone;
  ThreadPool pool{2};
  JobQueue jobs{pool, cpu_kernels()};
  std::unique_ptr<CpuUpdate> update;
};

TEST_P(CpuDenseTest, Forward) {
  const CpuDense dense(*layer, *update);
  const at::Tensor x = torch::randn({9, 11});
  Matrix input = matrix_of(x, GetParam()), out(5, 19, GetParam());
  dense.forward(jobs, Rows(input, 3, 5), forward_into(out, Activation::relu));
  jobs.run();
  const at::Tensor expected = torch::linear(operand(x.narrow(0, 3, 5)),
                                            operand(layer->weight.detach()), layer->bias.detach())
                                  .relu();
  EXPECT_LE(distance(tensor_of(out), expected), 1e-5);
}

TEST_P(CpuDenseTest, InputGradient) {
  const CpuDense dense(*layer, *update);
  const at::Tensor g = torch::randn({9, 19}), y = torch::randn({9, 11}).relu();
  Matrix gradient = matrix_of(g, GetParam()), outputs = matrix_of(y, GetParam());
  Matrix out(9, 11, GetParam());
  dense.input_gradient(jobs, gradient, gradient_into(out, outputs, Activation::relu));
  jobs.run();
  const at::Tensor expected = operand(g).mm(operand(layer->weight.detach())) * (y > 0);
  EXPECT_LE(distance(tensor_of(out), expected), 1e-5);
}

TEST_P(CpuDenseTest, UpdateIsAdamsStep) {
  const at::Tensor x = torch::randn({9, 11}), g = torch::randn({9, 19});
  const auto twin = std::make_shared<Dense>(Shape{11}, 19);
  {
    const torch::NoGradGuard no_grad;
    twin->weight.copy_(layer->weight);
    twin->bias.copy_(layer->bias);
  }
  KerasAdam readable(twin->parameters(), TrainingOptions());
  CpuDense dense(*layer, *update);
  Matrix input = matrix_of(x, GetParam()), gradient = matrix_of(g, GetParam());
  for (int step = 0; step < 3; ++step) {
    twin->weight.mutable_grad() = operand(g).t().mm(operand(x));
    twin->bias.mutable_grad() = g.sum(0);
    readable.step();

    dense.prepare_update(jobs, gradient);
    jobs.run();
    update->begin();
    dense.update_weight(jobs, gradient, input);
    dense.update_bias(jobs, gradient);
    update->end();
    EXPECT_LE(distance(layer->weight.detach(), twin->weight.detach()), 1e-6) << step;
    EXPECT_LE(distance(layer->bias.detach(), twin->bias.detach()), 1e-6) << step;
  }
}

INSTANTIATE_TEST_SUITE_P(All, CpuDenseTest, testing::Bool(),
                         [](const auto& which) { return which.param ? "bf16" : "float32"; });

}  // namespace
}  // namespace gan::test
