#include "gan/device/device.h"

#include <cstdlib>
#include <limits>
#include <malloc.h>
#include <map>

#include <ATen/Context.h>
#include <torch/cuda.h>
#include <torch/utils.h>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/device/cuda_device.h"
#include "gan/device/device_name.h"

namespace gan {
namespace {

// Why no CUDA device works; empty if some may.
std::string obstacle() {
  return load_cuda().empty() ? cuda_obstacle(cuda_status()) : load_cuda();
}

int device_count() {
  return obstacle().empty() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

c10::Device device_at(int number) {
  return {c10::kCUDA, static_cast<c10::DeviceIndex>(number)};
}

// Why this device does not work: this build may have no kernels for it, or it fails. Empty if it
// works.
std::string obstacle_of(int number) {
  static std::map<int, std::string> known;
  const auto found = known.find(number);
  if (found != known.end()) return found->second;
  try {
    const std::string words = cuda_devices().obstacle(device_at(number));
    if (words.empty()) return known[number] = "";
    return known[number] = "a " + cuda_devices().info(device_at(number)).name + " that " + words;
  } catch (const Error&) {
    // Without libgan_cuda.so, LibTorch's part may suffice. The training reports what is missing.
    return known[number] = "";
  }
}

// An iteration allocates what the one before has freed. By default glibc returns large buffers to
// the system, which hands them out again page by page, cleared: up to a sixth of a convolutional
// training's time.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

}  // namespace

c10::Device choose_device(const std::string& name) {
  if (name == "cpu") return c10::kCPU;
  at::globalContext().setAllowTF32CuDNN(false);
  const int asked = name == "auto" ? 0 : cuda_device_number(name);
  const int count = device_count();
  if (name == "auto") {
    for (int number = 0; number < count; ++number)
      if (obstacle_of(number).empty()) return device_at(number);
    return c10::kCPU;
  }
  const std::string found = count == 0 ? obstacle()
                            : asked >= count
                                ? "cuda:" + std::to_string(count - 1) + " as the last one"
                                : obstacle_of(asked);
  if (found.empty()) return device_at(asked);
  throw Error::usage("choosing the device")
      .at("--device " + name)
      .expected("a CUDA device that LibTorch can use")
      .found(found)
      .hint("try --device cpu");
}

std::string reason_for_cpu() {
  return obstacle().empty() ? obstacle_of(0) : obstacle();
}

std::optional<GpuInfo> gpu_info(const c10::Device& device) {
  if (!device.is_cuda()) return {};
  try {
    return cuda_devices().info(device);
  } catch (const Error&) {
    return {};
  }
}

Threads set_up_reproducible_compute(std::int64_t threads, std::int64_t seed) {
  // cuBLAS picks algorithms freely unless its workspace has one of two sizes when it starts.
  if (environment("CUBLAS_WORKSPACE_CONFIG") != ":16:8")
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/1);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
  at::globalContext().setDeterministicFillUninitializedMemory(false);
  torch::manual_seed(static_cast<std::uint64_t>(seed));
  keep_freed_memory();
  return set_threads(threads);
}

}  // namespace gan
