#include "gan/device/device.h"

#include <dlfcn.h>
#include <fstream>
#include <sys/resource.h>

#include <gtest/gtest.h>
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "files.h"
#include "gan/device/cuda_device.h"

namespace gan::test {
namespace {

class Device : public testing::Test {
 protected:
  // LibTorch decides once whether it has CUDA, so it is asked before anything else.
  static void SetUpTestSuite() { has_gpu = choose_device("auto").is_cuda(); }

  static inline bool has_gpu = false;
};

TEST_F(Device, TheCpuIsAlwaysThere) {
  EXPECT_EQ(choose_device("cpu"), c10::Device(c10::kCPU));
}

TEST_F(Device, AutoTakesTheFirstGpuElseTheCpu) {
  const c10::Device expected =
      torch::cuda::is_available() ? c10::Device("cuda:0") : c10::Device(c10::kCPU);
  EXPECT_EQ(choose_device("auto"), expected);
}

TEST_F(Device, RefusesOtherNames) {
  for (const char* name :
       {"", "gpu", "CPU", "Cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda: 1", "cuda:9999",
        "cuda:99999999999999999999", "cuda0", "cpu:0", "mps", "cudaa", " cuda"}) {
    const std::string text = error_of([&] { choose_device(name); });
    EXPECT_TRUE(has(text, {"--device", "auto, cpu, cuda or cuda:N", name})) << name;
  }
}

TEST_F(Device, AGpuThatIsNotThereIsAWrongUse) {
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

TEST_F(Device, CudaIsLoadedOnlyWhereADriverIs) {
  const bool driver = dlopen("libcuda.so.1", RTLD_NOW) != nullptr;
  if (!driver) {
    EXPECT_TRUE(has(load_cuda(), {"no NVIDIA driver", "libcuda.so.1"})) << load_cuda();
    EXPECT_FALSE(has_gpu);
  }
  const bool loaded = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_NOLOAD) != nullptr;
  EXPECT_EQ(loaded, load_cuda().empty()) << load_cuda();
}

TEST_F(Device, FilesBesideALibraryAreNamed) {
  std::ifstream beside(beside_library("libtorch_cpu.so", "libc10.so"));
  EXPECT_TRUE(beside.good());
  EXPECT_EQ(beside_library("libno-such.so", "file"), "");
}

class Compute : public testing::Test {
 protected:
  ~Compute() override { at::globalContext().setDeterministicAlgorithms(false, false); }
};

TEST_F(Compute, TheSeedDecidesTheDraws) {
  const auto draw = [](std::int64_t seed) {
    set_up_reproducible_compute(1, seed);
    return torch::rand({8});
  };
  EXPECT_TRUE(torch::equal(draw(5), draw(5)));
  EXPECT_FALSE(torch::equal(draw(5), draw(6)));
  EXPECT_TRUE(at::globalContext().deterministicAlgorithms());
}

// How often the system had to give this process memory.
long page_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

TEST_F(Compute, AnIterationFindsTheMemoryOfTheOneBefore) {
  set_up_reproducible_compute(1, 1);
  const auto use_64_mib = [] { torch::ones({16, 1 << 20}); };
  for (int i = 0; i < 2; ++i) use_64_mib();
  const long before = page_faults();
  for (int i = 0; i < 10; ++i) use_64_mib();
  EXPECT_LT(page_faults() - before, 20);
}

}  // namespace
}  // namespace gan::test
