#include "gan/engines/cpu/cpu_generator.h"

#include <thread>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "engines/kernels/kernel_case.h"
#include "gan/networks/layers/batch_norm.h"
#include "loopback_launch.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kBatch = 12;

Generator generator(BatchNormOrder order) {
  torch::manual_seed(4);
  GeneratorOptions options;
  options.latent_dim = 5;
  options.hidden = {18, 9};
  options.batch_norm = order;
  Generator network(options, ImageShape{4, 4});
  const torch::NoGradGuard no_grad;
  for (const auto& norm : network->all<BatchNorm>()) {
    norm->running_mean.normal_();
    norm->running_var.uniform_(0.5, 2);
    norm->bias.normal_();
  }
  return network;
}

class CpuGeneratorTest : public testing::TestWithParam<BatchNormOrder> {
 protected:
  void SetUp() override { latents = torch::randn({2 * kBatch, 5}); }

  Generator network = generator(GetParam()), twin = generator(GetParam());
  at::Tensor latents;
  TrainingOptions options;
  DataParallel alone;
  ThreadPool pool{2};
  JobQueue jobs{pool, cpu_kernels()};
};

TEST_P(CpuGeneratorTest, MakesFakesByMovingAndTrainingImagesByBatchStatistics) {
  KerasAdam optimizer(network->parameters(), options);
  CpuGenerator fast(network, optimizer, alone, {0, kBatch, kBatch}, false, jobs);
  fast.generate(matrix_of(latents));
  const torch::NoGradGuard no_grad;
  twin->eval();
  const Matrix &fakes = fast.fakes(), &images = fast.training_images();
  EXPECT_LE(distance(tensor_of(fakes), twin->forward(latents.narrow(0, 0, kBatch))), 2e-6);
  twin->train();
  EXPECT_LE(distance(tensor_of(images), twin->forward(latents.narrow(0, kBatch, kBatch))), 2e-6);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_LE(distance(network->all<BatchNorm>()[i]->running_mean,
                       twin->all<BatchNorm>()[i]->running_mean),
              1e-6);
    EXPECT_LE(
        distance(network->all<BatchNorm>()[i]->running_var, twin->all<BatchNorm>()[i]->running_var),
        1e-6);
  }
}

TEST_P(CpuGeneratorTest, LearnsFromAGradientAsAutogradDoes) {
  KerasAdam optimizer(network->parameters(), options), readable(twin->parameters(), options);
  CpuGenerator fast(network, optimizer, alone, {0, kBatch, kBatch}, false, jobs);
  const at::Tensor gradient = torch::randn({kBatch, 16});
  const Matrix inspiration = matrix_of(latents);
  fast.generate(inspiration);
  const at::Tensor images = twin->forward(latents.narrow(0, kBatch, kBatch));
  images.backward(gradient);

  // What autograd is given at the images, the fast way is given before the tanh.
  const at::Tensor before_tanh = gradient * (1 - images.detach().square());
  fast.learn(inspiration, matrix_of(before_tanh));
  const std::vector<at::Tensor> ours = network->parameters(), theirs = twin->parameters();
  for (std::size_t i = 0; i < ours.size(); ++i) {
    // Adam's mean after a first step is a tenth of the gradient.
    const at::Tensor seen = optimizer.state_of(ours[i]).exp_avg() * 10;
    EXPECT_LE(distance(seen, theirs[i].grad()), 2e-5) << i;
  }
}

// Of one rank of two: 5 and 7 of 12 rows.
void learn_a_part(const Launch& launch, Generator network, KerasAdam& optimizer,
                  const at::Tensor& latents, const at::Tensor& gradient) {
  const ProcessGroup group(launch, {});
  const BatchPart part{launch.rank == 0 ? 0 : 5, launch.rank == 0 ? 5 : 7, kBatch};
  const DataParallel processes(group, part);
  share_batch(*network, {part, [&](const at::Tensor& tensor) { return group.gather(tensor); }});
  ThreadPool pool(1);
  JobQueue jobs(pool, cpu_kernels());
  CpuGenerator fast(network, optimizer, processes, part, false, jobs);
  const Matrix inspiration = matrix_of(torch::cat(
      {part.of(latents.narrow(0, 0, kBatch)), part.of(latents.narrow(0, kBatch, kBatch))}));
  fast.generate(inspiration);
  fast.learn(inspiration, matrix_of(part.of(gradient)));
  group.leave();
}

TEST_P(CpuGeneratorTest, PartsInTwoProcessesLearnAsTheWholeDoes) {
  const at::Tensor gradient = torch::randn({kBatch, 16});
  KerasAdam optimizer(network->parameters(), options), alone_optimizer(twin->parameters(), options);
  CpuGenerator whole(twin, alone_optimizer, alone, {0, kBatch, kBatch}, false, jobs);
  const Matrix inspiration = matrix_of(latents);
  whole.generate(inspiration);
  whole.learn(inspiration, matrix_of(gradient));

  Generator other = generator(GetParam());
  KerasAdam other_optimizer(other->parameters(), options);
  Launch launch = loopback_launch(2);
  std::thread first([&, launch] { learn_a_part(launch, network, optimizer, latents, gradient); });
  launch.rank = 1;
  learn_a_part(launch, other, other_optimizer, latents, gradient);
  first.join();

  const std::vector<at::Tensor> ours = network->parameters(), theirs = twin->parameters();
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_LE(distance(optimizer.state_of(ours[i]).exp_avg() * 10,
                       alone_optimizer.state_of(theirs[i]).exp_avg() * 10),
              1e-5)
        << i;
    EXPECT_TRUE(torch::equal(ours[i], other->parameters()[i])) << i;
  }
  for (std::size_t i = 0; i < network->buffers().size(); ++i)
    EXPECT_LE(distance(network->buffers()[i], twin->buffers()[i]), 1e-6) << i;
}

INSTANTIATE_TEST_SUITE_P(Both, CpuGeneratorTest,
                         testing::Values(BatchNormOrder::after_relu, BatchNormOrder::before_relu));

}  // namespace
}  // namespace gan::test
