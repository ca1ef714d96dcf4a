// The device itself: what is known of it, and whether LibTorch computes on it what it does on the
// CPU.
#include "gan/device/device.h"

#include <atomic>
#include <cmath>
#include <memory>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/record_function.h>
#include <torch/types.h>

#include "engines/cuda/gpu.h"
#include "gan/base/error.h"
#include "gan/device/cuda_device.h"
#include "gan/engines/choose_engine.h"
#include "gan/evaluation/classifier/classifier.h"
#include "gan/training/divergence.h"
#include "gan/training/iteration.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

class CudaDevice : public OnGpu {};

TEST_F(CudaDevice, IsKnown) {
  const std::optional<GpuInfo> info = gpu_info(choose_device("cuda"));
  ASSERT_TRUE(info);
  EXPECT_FALSE(info->name.empty());
  EXPECT_NE(info->compute_capability.find('.'), std::string::npos);
  EXPECT_GT(info->memory, 1 << 28);
  EXPECT_EQ(cuda_devices().obstacle(choose_device("cuda")), "");
}

// The losses of a few iterations with the same draws and weights, on one device.
std::vector<double> losses_on(const c10::Device& device) {
  set_up_reproducible_compute(1, 1);
  auto [generator, discriminator] = tiny_gan(4, 0);
  generator->to(device);
  discriminator->to(device);
  Players players(generator, discriminator, TrainingOptions());
  const Draws draws{[&] {
                      return torch::rand({10, 16}).to(device);
                    },
                    [&] {
                      return torch::randn({10, kTinyLatent}).to(device);
                    }};
  std::vector<double> losses;
  for (int i = 0; i < 5; ++i) {
    const IterationLosses three = train_iteration(players, draws, objective_of(TrainingOptions()));
    for (const at::Tensor& loss :
         {three.discriminator_real, three.discriminator_fake, three.generator})
      losses.push_back(loss.item<double>());
  }
  return losses;
}

TEST_F(CudaDevice, ComputesWhatTheCpuDoes) {
  const std::vector<double> cpu = losses_on(c10::kCPU), gpu = losses_on(choose_device("cuda"));
  ASSERT_EQ(cpu.size(), gpu.size());
  for (std::size_t i = 0; i < cpu.size(); ++i) EXPECT_NEAR(cpu[i], gpu[i], 1e-4) << i;
}

TEST_F(CudaDevice, RepeatsItselfToTheBit) {
  const auto weights = [] {
    const c10::Device device = choose_device("cuda");
    set_up_reproducible_compute(1, 2);
    auto [generator, discriminator] = tiny_gan();
    generator->to(device);
    discriminator->to(device);
    Trainer(generator, discriminator, RandomBatches(tiny_images(), 10, device), tiny_training(),
            choose_engine(tiny_training()))
        .run({});
    return torch::cat({everything(generator), everything(discriminator)});
  };
  const at::Tensor first = weights();
  EXPECT_TRUE(first.is_cuda());
  EXPECT_TRUE(torch::equal(first, weights()));
}

std::atomic<int> readings{0};

// Each time that the host waits for a number of the device.
std::unique_ptr<at::ObserverContext> count_reading(const at::RecordFunction& function) {
  if (std::string(function.name()) == "aten::_local_scalar_dense") ++readings;
  return nullptr;
}

TEST_F(CudaDevice, DivergenceIsLookedForInOneReading) {
  auto [generator, discriminator] = tiny_gan();
  generator->to(choose_device("cuda"));
  discriminator->to(choose_device("cuda"));
  Players players(generator, discriminator, TrainingOptions());
  check_finite(players, {}, 1);
  const at::CallbackHandle handle =
      at::addThreadLocalCallback(at::RecordFunctionCallback(count_reading));
  readings = 0;
  check_finite(players, {}, 1);
  EXPECT_EQ(readings, 0);  // one tensor is copied, no number is asked for by itself
  at::Tensor weight = generator->parameters()[0].detach();
  weight.view(-1)[3] = NAN;
  EXPECT_THROW(check_finite(players, {}, 1), Error);
  at::removeCallback(handle);
}

// TF32 has 10 bits of mantissa, so that it would be off by more.
TEST_F(CudaDevice, NetworksConvolveInFloat32) {
  torch::manual_seed(2);
  Discriminator discriminator(DiscriminatorOptions(), ImageShape{28, 28}, "dcgan");
  discriminator->eval();  // a pass in training mode changes the spectral norms
  const torch::NoGradGuard no_grad;
  const at::Tensor images = torch::rand({64, 784}) * 2 - 1;
  const at::Tensor on_cpu = discriminator->forward(images);
  const c10::Device device = choose_device("cuda");
  discriminator->to(device);
  const at::Tensor off = (discriminator->forward(images.to(device)).cpu() - on_cpu).abs().max();
  EXPECT_LT((off / on_cpu.abs().max()).item<double>(), 2e-5);
}

TEST_F(CudaDevice, TheClassifierComputesInFloat32) {
  Classifier classifier(ImageShape{28, 28}, 10);
  classifier->initialise(at::detail::createCPUGenerator(1));
  torch::manual_seed(2);
  const at::Tensor images = torch::rand({64, 28, 28}) * 2 - 1;
  const at::Tensor on_cpu = classify(classifier, images).features;
  classifier->to(choose_device("cuda"));
  const at::Tensor off = (classify(classifier, images).features - on_cpu).abs().max();
  EXPECT_LT((off / on_cpu.abs().max()).item<double>(), 2e-5);
}

}  // namespace
}  // namespace gan::test
