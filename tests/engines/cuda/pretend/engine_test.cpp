// The engine for GPUs on a pretend one: every legal order, two devices, failures.
#include <functional>

#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "engines/cuda/mlp/small_gan.h"
#include "files.h"
#include "gan/device/device.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/training/eager_engine.h"

namespace gan::test {
namespace {

using MakeEngine = std::function<std::unique_ptr<Engine>(SmallGan&)>;

std::unique_ptr<Engine> fast_engine(SmallGan& gan) {
  return cuda_part().mlp_engine(gan.players, gan.batches, gan.training);
}

std::unique_ptr<Engine> readable_engine(SmallGan& gan) {
  return std::make_unique<EagerEngine>(gan.players, gan.batches, objective_of(TrainingOptions()),
                                       gan.training);
}

class PretendGpu : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("PRETEND_GPU_DEVICES", "2", 1);
    ::unsetenv("CUDA_VISIBLE_DEVICES");
    ASSERT_TRUE(choose_device("auto").is_cuda()) << "it is not preloaded, as CTest does";
  }
  ~PretendGpu() override { at::globalContext().setDeterministicAlgorithms(false, false); }

  // All that training changes, after as many iterations for each reading of the losses as told.
  static at::Tensor trained(const std::string& device, const std::vector<std::int64_t>& readings,
                            const SmallOptions& options, const MakeEngine& make = fast_engine) {
    SmallGan gan(options, choose_device(device));
    set_up_reproducible_compute(1, kSmallSeed);
    // As on resume: a graph's numbers begin elsewhere than where its capture puts them.
    at::Generator generator = at::globalContext().defaultGenerator(gan.batches.device());
    generator.set_offset(400);
    const std::unique_ptr<Engine> engine = make(gan);
    std::vector<at::Tensor> parts;
    for (const std::int64_t iterations : readings) {
      for (std::int64_t done = 0; done < iterations;) done += engine->advance(iterations - done);
      const IterationLossValues sum = engine->take_losses().sum;
      parts.push_back(torch::tensor({sum.discriminator_real, sum.discriminator_fake, sum.generator},
                                    torch::kFloat64));
    }
    parts.push_back(gan.state().to(torch::kFloat64));
    return torch::cat(parts);
  }

  // Every kind of kernel: dropout, shifts, the filter of the output.
  static SmallOptions everything_on() {
    SmallOptions options;
    options.dropout = 0.3;
    options.recipe = true;
    return options;
  }

  // Draws as LibTorch's own operators do.
  static void expect_usable_generator(const std::string& device) {
    const at::Tensor drawn = torch::randn({100}, torch::TensorOptions(choose_device(device))).cpu();
    EXPECT_GT(drawn.std().item<double>(), 0.5);
  }
};

// Sums are made in one order whatever runs when, so all is equal to the bit.
TEST_F(PretendGpu, EveryOrderGivesTheSame) {
  const std::vector<std::int64_t> readings = {1, 2, 27};
  const at::Tensor expected = trained("cuda", readings, everything_on());
  int others = 0;
  for (int order = 1; order <= 16; ++order) {
    const Variable chosen("PRETEND_GPU_ORDER", std::to_string(order));
    const at::Tensor found = trained("cuda", readings, everything_on());
    EXPECT_TRUE(torch::equal(found, expected)) << "order " << order;
    others += !torch::equal(found, expected);
  }
  EXPECT_EQ(others, 0) << "of 16 orders";
}

TEST_F(PretendGpu, EveryOrderGivesTheSameTheReadableWay) {
  const at::Tensor expected = trained("cuda", {3}, everything_on(), readable_engine);
  for (int order = 1; order <= 4; ++order) {
    const Variable chosen("PRETEND_GPU_ORDER", std::to_string(order));
    EXPECT_TRUE(torch::equal(trained("cuda", {3}, everything_on(), readable_engine), expected))
        << "order " << order;
  }
}

TEST_F(PretendGpu, TheSecondDeviceTrainsAsTheFirst) {
  ASSERT_EQ(c10::cuda::device_count(), 2);
  for (const MakeEngine& make : {MakeEngine(fast_engine), MakeEngine(readable_engine)}) {
    const at::Tensor first = trained("cuda:0", {1, 26}, everything_on(), make);
    EXPECT_TRUE(torch::equal(trained("cuda:1", {1, 26}, everything_on(), make), first));
    EXPECT_EQ(c10::cuda::current_device(), 0);
  }
  const Variable chosen("PRETEND_GPU_ORDER", "5");
  const at::Tensor first = trained("cuda:0", {1, 26}, everything_on());
  EXPECT_TRUE(torch::equal(trained("cuda:1", {1, 26}, everything_on()), first));
}

// An engine may throw, or go on without graphs.
TEST_F(PretendGpu, AfterAFailedCaptureTheGeneratorIsUsable) {
  for (const char* what : {"product", "capture"}) {
    SCOPED_TRACE(what);
    SmallGan gan(everything_on(), choose_device("cuda"));
    set_up_reproducible_compute(1, kSmallSeed);
    {
      const std::unique_ptr<Engine> engine = fast_engine(gan);
      const Variable failure("PRETEND_GPU_FAIL", what);
      try {
        engine->advance(1);
      } catch (const std::exception&) {
      }
    }
    expect_usable_generator("cuda");
    EXPECT_EQ(trained("cuda", {1}, everything_on()).isnan().sum().item<std::int64_t>(), 0);
  }
}

// What has failed must not have trained.
TEST_F(PretendGpu, AFailedCaptureChangesNothing) {
  for (const char* what : {"product", "capture"}) {
    SCOPED_TRACE(what);
    SmallGan gan(everything_on(), choose_device("cuda"));
    set_up_reproducible_compute(1, kSmallSeed);
    const at::Tensor before = gan.state();
    const std::unique_ptr<Engine> engine = fast_engine(gan);
    const Variable failure("PRETEND_GPU_FAIL", what);
    try {
      engine->advance(1);
    } catch (const std::exception&) {
      EXPECT_TRUE(torch::equal(gan.state(), before));
    }
  }
}

TEST_F(PretendGpu, MemoryHasAnEnd) {
  const Variable limit("PRETEND_GPU_MEMORY", "100000000");
  const auto options = torch::TensorOptions(choose_device("cuda"));
  EXPECT_THROW(torch::zeros({100000000}, options), c10::OutOfMemoryError);
  EXPECT_EQ(torch::zeros({1000}, options).sum().item<double>(), 0);
}

// New memory holds no number that anybody would take for a result.
TEST_F(PretendGpu, NewMemoryIsPoisoned) {
  const at::Tensor fresh =
      torch::empty({50000000}, torch::TensorOptions(choose_device("cuda"))).cpu();
  EXPECT_LT(fresh[12345].item<double>(), -1e30);
}

class PretendGpuEnds : public PretendGpu {
 protected:
  // Runs it in the middle of a capture, in a process of its own.
  static void while_capturing(const std::function<void(const at::Tensor&)>& run) {
    const at::Tensor values = torch::ones({3}, torch::TensorOptions(choose_device("cuda")));
    const c10::cuda::CUDAStream stream = c10::cuda::getStreamFromPool();
    const c10::cuda::CUDAStreamGuard guard(stream);
    at::cuda::CUDAGraph graph;
    graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
    run(values);
    graph.capture_end();
  }
};

TEST_F(PretendGpuEnds, WhereACaptureForbidsIt) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  using Values = const at::Tensor&;
  EXPECT_DEATH(while_capturing([](Values) { c10::cuda::device_synchronize(); }),
               "pretend GPU: waiting for the device during a capture");
  EXPECT_DEATH(while_capturing([](Values values) {
                 float read = 0;
                 cudaMemcpy(&read, values.data_ptr(), sizeof read, cudaMemcpyDeviceToHost);
               }),
               "a copy that is waited for during a capture");
  EXPECT_DEATH(while_capturing([](Values values) { values.sum(); }),
               "pretend GPU: aten::sum in a capture is not modelled");
  EXPECT_DEATH(while_capturing([](Values values) {
                 const c10::cuda::CUDAStreamGuard legacy(c10::cuda::getDefaultCUDAStream());
                 values.zero_();
               }),
               "on the legacy stream while capturing");
  EXPECT_DEATH(while_capturing([](Values values) {
                 const c10::cuda::CUDAStream side = c10::cuda::getStreamFromPool();
                 at::cuda::CUDAEvent begin;
                 begin.record();
                 begin.block(side);
                 const c10::cuda::CUDAStreamGuard lane(side);
                 values.zero_();
               }),
               "a capture ends without waiting for");
}

TEST_F(PretendGpuEnds, WhereWorkIsGivenToAnotherDevice) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const at::Tensor values = torch::ones({3}, torch::TensorOptions(choose_device("cuda:0")));
  const auto clear = [&](int device, int of_stream) {
    const c10::cuda::CUDAStream stream =
        c10::cuda::getStreamFromPool(false, static_cast<c10::DeviceIndex>(of_stream));
    const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(device));
    cudaMemsetAsync(values.data_ptr(), 0, values.nbytes(), stream);
  };
  EXPECT_DEATH(clear(0, 1), "launched on a stream of device 1 while device 0 is the current one");
  EXPECT_DEATH(clear(1, 1), "on memory that is not the current device's");
}

}  // namespace
}  // namespace gan::test
