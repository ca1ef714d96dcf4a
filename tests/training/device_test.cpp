#include "gan/training/device.h"

#include <dlfcn.h>
#include <fstream>

#include <gtest/gtest.h>
#include <torch/cuda.h>
#include <torch/types.h>

#include "files.h"
#include "gan/training/cuda_library.h"
#include "gan/training/iteration.h"
#include "gan/training/trainer.h"
#include "training/tiny_gan.h"

namespace gan::test {
namespace {

const char* const kNoGpu = "there is no CUDA device that LibTorch can use";

// Asked before any test, for LibTorch decides once whether it has CUDA.
const bool has_gpu = choose_device("auto").is_cuda();

TEST(Device, TheCpuIsAlwaysThere) {
  EXPECT_EQ(choose_device("cpu"), c10::Device(c10::kCPU));
}

TEST(Device, AutoTakesTheFirstGpuElseTheCpu) {
  const c10::Device expected =
      torch::cuda::is_available() ? c10::Device("cuda:0") : c10::Device(c10::kCPU);
  EXPECT_EQ(choose_device("auto"), expected);
}

TEST(Device, RefusesOtherNames) {
  for (const char* name :
       {"", "gpu", "CPU", "Cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda: 1", "cuda:9999",
        "cuda:99999999999999999999", "cuda0", "cpu:0", "mps", "cudaa", " cuda"}) {
    const std::string text = error_of([&] { choose_device(name); });
    EXPECT_TRUE(has(text, {"--device", "auto, cpu, cuda or cuda:N", name})) << name;
  }
}

TEST(Device, AGpuThatIsNotThereIsAWrongUse) {
  const int count = has_gpu ? static_cast<int>(torch::cuda::device_count()) : 0;
  std::vector<std::string> names = {"cuda:" + std::to_string(count), "cuda:999"};
  if (count == 0) names.push_back("cuda");
  for (const std::string& name : names) try {
      choose_device(name);
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Error::Code::usage);
      EXPECT_TRUE(has(error.what(), {"--device " + name, "try --device cpu", load_cuda()}));
    }
}

TEST(Device, CudaIsLoadedOnlyWhereADriverIs) {
  const bool driver = dlopen("libcuda.so.1", RTLD_NOW) != nullptr;
  if (!driver) {
    EXPECT_TRUE(has(load_cuda(), {"no NVIDIA driver", "libcuda.so.1"})) << load_cuda();
    EXPECT_FALSE(has_gpu);
  }
  const bool loaded = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_NOLOAD) != nullptr;
  EXPECT_EQ(loaded, load_cuda().empty()) << load_cuda();
}

TEST(Device, FilesBesideALibraryAreNamed) {
  std::ifstream beside(beside_library("libtorch_cpu.so", "libc10.so"));
  EXPECT_TRUE(beside.good());
  EXPECT_EQ(beside_library("libno-such.so", "file"), "");
}

class Compute : public testing::Test {
 protected:
  ~Compute() override { at::globalContext().setDeterministicAlgorithms(false, false); }
};

TEST_F(Compute, ThreadsAreAsTold) {
  EXPECT_EQ(set_up_reproducible_compute(1, 0), 1);
  EXPECT_EQ(torch::get_num_threads(), 1);
  EXPECT_EQ(set_up_reproducible_compute(2, 0), 2);
  EXPECT_GE(set_up_reproducible_compute(0, 0), 1);
}

TEST_F(Compute, TheSeedDecidesTheDraws) {
  const auto draw = [](std::int64_t seed) {
    set_up_reproducible_compute(1, seed);
    return torch::rand({8});
  };
  EXPECT_TRUE(torch::equal(draw(5), draw(5)));
  EXPECT_FALSE(torch::equal(draw(5), draw(6)));
  EXPECT_TRUE(at::globalContext().deterministicAlgorithms());
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
    const IterationLosses three = train_iteration(players, draws, binary_cross_entropy);
    for (const at::Tensor& loss :
         {three.discriminator_real, three.discriminator_fake, three.generator})
      losses.push_back(loss.item<double>());
  }
  return losses;
}

TEST_F(Compute, AGpuComputesWhatTheCpuDoes) {
  if (!has_gpu) GTEST_SKIP() << kNoGpu;
  const std::vector<double> cpu = losses_on(c10::kCPU), gpu = losses_on(choose_device("cuda"));
  ASSERT_EQ(cpu.size(), gpu.size());
  for (std::size_t i = 0; i < cpu.size(); ++i) EXPECT_NEAR(cpu[i], gpu[i], 1e-4) << i;
}

TEST_F(Compute, AGpuRepeatsItselfToTheBit) {
  if (!has_gpu) GTEST_SKIP() << kNoGpu;
  const auto weights = [] {
    const c10::Device device = choose_device("cuda");
    set_up_reproducible_compute(1, 2);
    auto [generator, discriminator] = tiny_gan();
    generator->to(device);
    discriminator->to(device);
    Trainer(generator, discriminator, RandomBatches(tiny_images(), 10, device), tiny_training())
        .run({});
    return torch::cat({everything(generator), everything(discriminator)});
  };
  const at::Tensor first = weights();
  EXPECT_TRUE(first.is_cuda());
  EXPECT_TRUE(torch::equal(first, weights()));
}

}  // namespace
}  // namespace gan::test
