#include "gan/engines/cpu/cpu_discriminator.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "engines/kernels/kernel_case.h"
#include "gan/losses/cross_entropy.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kBatch = 12;
constexpr BatchPart kWhole{0, kBatch, kBatch};

class CpuDiscriminatorTest : public testing::Test {
 protected:
  CpuDiscriminatorTest() {
    torch::manual_seed(3);
    network = tiny_gan(4, 0).discriminator;
  }

  Discriminator network{nullptr};
  TrainingOptions options;
  DataParallel alone;
  ThreadPool pool{2};
  JobQueue jobs{pool, cpu_kernels()};
};

TEST_F(CpuDiscriminatorTest, ClassifiesAsTheNetworkDoes) {
  KerasAdam optimizer(network->parameters(), options);
  CpuDiscriminator fast(network, optimizer, alone, kWhole, false, jobs);
  const at::Tensor images = torch::rand({kBatch, 16}) * 2 - 1;
  const Matrix given = matrix_of(images);
  for (const float target : {0.0F, 1.0F}) {
    const double expected = binary_cross_entropy(network->forward(images), target).item<double>();
    EXPECT_NEAR(fast.loss_of(given, target, 0), expected, 1e-6);
  }
}

TEST_F(CpuDiscriminatorTest, GradientOfImagesIsAutograds) {
  KerasAdam optimizer(network->parameters(), options);
  CpuDiscriminator fast(network, optimizer, alone, kWhole, false, jobs);
  const at::Tensor sums = torch::randn({kBatch, 16}).requires_grad_();
  const at::Tensor images = sums.tanh();
  binary_cross_entropy(network->forward(images), 1).backward();

  const Matrix given = matrix_of(images.detach());
  const at::Tensor before = everything(network);
  fast.loss_of(given, 1, 0);
  const Matrix& gradient = fast.gradient_before_tanh(given);
  EXPECT_LE(distance(tensor_of(gradient), sums.grad()), 1e-7);
  EXPECT_TRUE(torch::equal(before, everything(network))) << "it must not learn here";
}

TEST_F(CpuDiscriminatorTest, LearnsAsTheNetworkDoes) {
  const at::Tensor images = torch::rand({kBatch, 16}) * 2 - 1;
  const Matrix given = matrix_of(images);
  torch::manual_seed(3);
  Discriminator twin = tiny_gan(4, 0).discriminator;
  KerasAdam optimizer(network->parameters(), options), readable(twin->parameters(), options);
  CpuDiscriminator fast(network, optimizer, alone, kWhole, false, jobs);
  for (int step = 0; step < 3; ++step) {
    fast.loss_of(given, 1, 0);
    fast.learn(given);
    readable.zero_grad();
    binary_cross_entropy(twin->forward(images), 1).backward();
    readable.step();
    EXPECT_LE(distance(everything(network), everything(twin)), 2e-6) << step;
  }
}

TEST_F(CpuDiscriminatorTest, APartOfABatchCountsAsMuch) {
  const Discriminator dropping = tiny_gan(4, 0.5).discriminator;
  KerasAdam optimizer(dropping->parameters(), options);
  CpuDiscriminator whole(dropping, optimizer, alone, kWhole, false, jobs);
  CpuDiscriminator second(dropping, optimizer, alone, {5, kBatch - 5, kBatch}, false, jobs);
  const at::Tensor images = torch::rand({kBatch, 16}).tanh();
  const Matrix all = matrix_of(images), some = matrix_of(images.narrow(0, 5, kBatch - 5));
  whole.loss_of(all, 1, 17);
  second.loss_of(some, 1, 17);
  const Matrix &expected = whole.gradient_before_tanh(all),
               &part = second.gradient_before_tanh(some);
  EXPECT_GT(tensor_of(expected).abs().max().item<float>(), 0);
  EXPECT_LE(distance(tensor_of(part), tensor_of(expected).narrow(0, 5, kBatch - 5)), 1e-7);
}

TEST_F(CpuDiscriminatorTest, ADropoutKeyIsAMask) {
  const Discriminator dropping = tiny_gan(4, 0.5).discriminator;
  KerasAdam optimizer(dropping->parameters(), options);
  CpuDiscriminator fast(dropping, optimizer, alone, kWhole, false, jobs);
  const Matrix given = matrix_of(torch::rand({kBatch, 16}));
  const double first = fast.loss_of(given, 1, 17);
  EXPECT_EQ(fast.loss_of(given, 1, 17), first);
  EXPECT_NE(fast.loss_of(given, 1, 18), first);
}

}  // namespace
}  // namespace gan::test
