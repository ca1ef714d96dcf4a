#include "gan/engines/kernels/job_queue.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/kernels/kernel_case.h"
#include "gan/math/adam_math.h"

namespace gan::test {
namespace {

// Two products and a column job in one jobs, with `threads` threads.
std::pair<at::Tensor, at::Tensor> two_products(int threads, std::int64_t rows) {
  torch::manual_seed(1);
  const at::Tensor x = torch::randn({rows, 40}), w = torch::randn({100, 40});
  const at::Tensor bias = torch::randn({100}), g = torch::randn({rows, 100});
  Matrix input = matrix_of(x), out(rows, 100, false), gradient = matrix_of(g);
  Matrix back(rows, 40, false);
  ThreadPool pool(threads);
  JobQueue jobs(pool, cpu_kernels());
  const MatrixView weight{w.const_data_ptr<float>(), 40, 1};
  ForwardFinish forward;
  forward.out = out.row(0);
  forward.stride = out.stride();
  forward.bias = bias.const_data_ptr<float>();
  forward.activation = Activation::relu;
  forward.dropout = {7, 1, 20000};
  jobs.add(jobs.kernels().forward, {rows, 100, 40, Rows(input).view(), weight.transposed()},
           forward);
  InputGradientFinish finish;
  finish.out = back.row(0);
  finish.stride = back.stride();
  jobs.add(jobs.kernels().input_gradient, {rows, 40, 100, Rows(gradient).view(), weight}, finish);
  jobs.run();
  return {tensor_of(out).clone(), tensor_of(back).clone()};
}

TEST(JobQueue, TheNumberOfThreadsChangesNoBit) {
  for (const std::int64_t rows : {1, 31, 200}) {
    const auto [out, back] = two_products(1, rows);
    for (const int threads : {2, 3, 7, 16}) {
      const auto [other_out, other_back] = two_products(threads, rows);
      EXPECT_TRUE(torch::equal(out, other_out)) << threads << " threads, " << rows << " rows";
      EXPECT_TRUE(torch::equal(back, other_back)) << threads << " threads, " << rows << " rows";
    }
  }
}

TEST(JobQueue, IsEmptyAfterARun) {
  ThreadPool pool(2);
  JobQueue jobs(pool, cpu_kernels());
  jobs.run();
  at::Tensor value = torch::zeros({4}), mean = torch::zeros({4}), square = torch::zeros({4});
  Matrix gradient = matrix_of(torch::ones({3, 4}));
  jobs.add(jobs.kernels().bias_adam, {gradient.row(0),
                                      3,
                                      4,
                                      gradient.stride(),
                                      {value.data_ptr<float>(), mean.data_ptr<float>(),
                                       square.data_ptr<float>(), AdamStep{1, 1, 1, 1}}});
  jobs.run();
  const at::Tensor after_one = value.clone();
  jobs.run();
  EXPECT_LT(after_one[0].item<float>(), 0);
  EXPECT_TRUE(torch::equal(value, after_one));
}

}  // namespace
}  // namespace gan::test
