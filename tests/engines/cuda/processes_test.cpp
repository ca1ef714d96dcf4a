// Tensors on GPUs, exchanged by NCCL.
#include <thread>

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <gtest/gtest.h>
#include <torch/cuda.h>
#include <torch/nn/modules/linear.h>

#include "engines/cuda/gpu.h"
#include "gan/training/data_parallel.h"
#include "gan/training/processes/process_group.h"
#include "loopback_launch.h"

namespace gan::test {
namespace {

// What a rank does with its GPU.
void exchange(const Launch& launch) {
  const c10::Device device(c10::kCUDA, static_cast<c10::DeviceIndex>(launch.rank));
  const c10::cuda::CUDAGuard guard(device);
  ProcessGroup group(launch, {});
  group.use(device);
  const auto size = static_cast<float>(group.size()), rank = static_cast<float>(group.rank());

  const at::Tensor sum = at::full({1000}, rank + 1, device);
  group.sum(sum);
  EXPECT_TRUE(sum.eq(size * (size + 1) / 2).all().item<bool>());
  const at::Tensor all = group.gather(at::full({3}, rank, device));
  EXPECT_TRUE(all.select(1, 0).cpu().equal(at::arange(size)));
  const at::Tensor first = at::full({5}, rank + 7, device);
  group.broadcast(first);
  EXPECT_TRUE(first.eq(7).all().item<bool>());
  EXPECT_FALSE(group.any(false));

  torch::nn::Linear layer(torch::nn::LinearOptions(4, 5).bias(false));
  layer->to(device);
  at::Tensor& weight = layer->weight;
  weight.mutable_grad() = at::full({5, 4}, rank + 1, device);
  DataParallel parallel(group, BatchPart::of_rank(8, group.rank(), group.size()));
  parallel.sum_gradients(*layer);
  EXPECT_TRUE(weight.grad().eq(size * (size + 1) / 2).all().item<bool>());
  group.leave();
}

void run_ranks(std::int64_t count) {
  Launch launch = loopback_launch(count);
  std::vector<std::thread> threads;
  for (launch.rank = 0; launch.rank < count; ++launch.rank)
    threads.emplace_back([launch] { exchange(launch); });
  for (std::thread& thread : threads) thread.join();
}

class CudaProcesses : public OnGpu {};

TEST_F(CudaProcesses, OneExchangesByNccl) {
  run_ranks(1);
}

TEST_F(CudaProcesses, TwoExchangeByNccl) {
  if (torch::cuda::device_count() < 2) GTEST_SKIP() << "one GPU";
  run_ranks(2);
}

}  // namespace
}  // namespace gan::test
