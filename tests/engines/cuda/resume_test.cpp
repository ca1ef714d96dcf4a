// Trainings that are cut and resumed on a GPU, or go on on another device.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/cuda/gpu.h"
#include "gan/device/device.h"
#include "gan/engines/choose_engine.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

constexpr std::int64_t kEpochs = 4, kIterations = 30;

class CudaResume : public OnGpu {
 protected:
  void SetUp() override {
    OnGpu::SetUp();
    options.epochs = kEpochs;
    options.iterations_per_epoch = kIterations;
  }

  // Trains on `device` until `last` iterations are done: from `from`, or from new networks.
  TrainingState train(c10::Device device, std::int64_t last, const TrainingState* from = nullptr) {
    set_up_reproducible_compute(1, from == nullptr ? 3 : 99);
    TinyGan gan = tiny_gan();
    gan.generator->to(device);
    gan.discriminator->to(device);
    Trainer trainer(gan.generator, gan.discriminator, RandomBatches(tiny_images(), 10, device),
                    options, choose_engine(options));
    std::int64_t done = 0;
    if (from != nullptr) {
      trainer.restore(*from);
      done = from->epochs * kIterations + from->iterations;
    }
    losses.clear();
    trainer.run({[&](std::int64_t epoch, std::int64_t iteration) {
                   done = (epoch - 1) * kIterations + iteration;
                 },
                 [&](const EpochResult& result) { losses.push_back(result.generator_loss); },
                 [&] { return done >= last; }});
    return trainer.state();
  }

  static void expect_same(const TrainingState& a, const TrainingState& b) {
    ASSERT_EQ(a.tensors.size(), b.tensors.size());
    for (const auto& [name, tensor] : b.tensors)
      EXPECT_TRUE(torch::equal(a.tensors.at(name), tensor)) << name;
  }

  c10::Device gpu{c10::kCUDA, 0};
  TrainingOptions options = tiny_training();
  std::vector<double> losses;
};

TEST_F(CudaResume, CutsChangeNoBit) {
  for (const bool fast : {true, false}) {
    options.fast = fast;
    const TrainingState uncut = train(gpu, kEpochs * kIterations);
    const std::vector<double> uncut_losses = losses;
    for (const std::int64_t cut : {0, 1, 24, 25, 29, 30, 31, 77, 119}) {
      SCOPED_TRACE("cut after " + std::to_string(cut));
      const TrainingState first = train(gpu, cut);
      expect_same(train(gpu, kEpochs * kIterations, &first), uncut);
      EXPECT_EQ(losses.back(), uncut_losses.back());
    }
  }
}

TEST_F(CudaResume, GoesOnOnTheOtherDeviceAndBack) {
  const TrainingState on_cpu = train(c10::kCPU, 45);
  EXPECT_EQ(on_cpu.tensors.count("random.cuda"), 0u);
  const TrainingState on_gpu = train(gpu, 75, &on_cpu);
  EXPECT_EQ(on_gpu.tensors.count("random.cuda"), 1u);
  EXPECT_EQ(on_gpu.tensors.at("adam.steps.generator").item<std::int64_t>(),
            on_gpu.epochs * 30 + on_gpu.iterations);
  const TrainingState back = train(c10::kCPU, kEpochs * kIterations, &on_gpu);
  EXPECT_EQ(back.epochs, kEpochs);
  expect_same(train(gpu, 75, &on_cpu), on_gpu);
}

}  // namespace
}  // namespace gan::test
