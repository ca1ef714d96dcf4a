#include "gan/training/data_parallel.h"

#include <thread>

#include <gtest/gtest.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include "loopback_launch.h"

namespace gan::test {
namespace {

TEST(DataParallel, AloneChangesNothing) {
  DataParallel alone;
  EXPECT_TRUE(alone.is_alone());
  EXPECT_FALSE(alone.weight_of(torch::ones({})).defined());
  torch::nn::Linear layer(2, 1);
  layer->weight.mutable_grad() = torch::ones({1, 2});
  const void* const gradient = layer->weight.grad().data_ptr();
  alone.sum_gradients(*layer);
  EXPECT_EQ(layer->weight.grad().data_ptr(), gradient);
  at::Tensor means = torch::tensor({3.0F});
  alone.average(means);
  EXPECT_EQ(means.item<float>(), 3);
  EXPECT_TRUE(alone.part_of(7).is_whole());
}

// Of one rank of two: 2 and 3 of 5 rows.
void train(const Launch& launch) {
  ProcessGroup group(launch, {});
  const BatchPart part = BatchPart::of_rank(5, launch.rank, 2);
  DataParallel parallel(group, part);
  EXPECT_FALSE(parallel.is_alone());
  EXPECT_EQ(parallel.part_of(part.count).first, launch.rank == 0 ? 0 : 2);
  const at::Tensor rows = torch::arange(10, torch::kFloat32).view({5, 2});

  // Rows and columns swapped in memory, as channels-last weights are.
  torch::nn::Linear whole(2, 3), shared(2, 3);
  for (const torch::nn::Linear& layer : {whole, shared}) {
    layer->weight.set_data(torch::ones({2, 3}).t());
    layer->bias.set_data(torch::zeros({3}));
  }
  whole->forward(rows).square().mean().backward();
  for (int step = 0; step < 2; ++step) {  // the second one reuses the buffer
    shared->zero_grad();
    const at::Tensor loss = shared->forward(part.of(rows)).square().mean();
    loss.backward(parallel.weight_of(loss));
    parallel.sum_gradients(*shared);
  }
  EXPECT_LT((whole->weight.grad() - shared->weight.grad()).abs().max().item<float>(), 1e-5);
  EXPECT_LT((whole->bias.grad() - shared->bias.grad()).abs().max().item<float>(), 1e-5);
  EXPECT_EQ(shared->weight.grad().strides(), shared->weight.strides());

  at::Tensor means = part.of(rows).mean(0);
  parallel.average(means);
  EXPECT_LT((means - rows.mean(0)).abs().max().item<float>(), 1e-6);
  group.leave();
}

TEST(DataParallel, TwoPartsGiveTheWholeBatchsGradients) {
  Launch launch = loopback_launch(2);
  std::thread first([launch] { train(launch); });
  launch.rank = 1;
  train(launch);
  first.join();
}

}  // namespace
}  // namespace gan::test
