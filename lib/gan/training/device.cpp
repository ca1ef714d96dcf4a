#include "gan/training/device.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sched.h>
#include <unistd.h>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/training/cuda_library.h"
#include "gan/training/cuda_part.h"
#include "gan/training/device_name.h"

namespace gan {
namespace {

// What a container's quota allows, in whole cores: "200000 100000" are two, "max 100000" is no
// limit.
int quota_cores() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  double quota = 0, period = 0;
  if (!(file >> quota >> period) || quota <= 0 || period <= 0) return INT_MAX;
  return std::max(1, static_cast<int>(std::min(std::ceil(quota / period), 1e6)));
}

// The cores that this process may use: taskset and cpusets change the affinity, quotas do not.
int usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const bool known = sched_getaffinity(0, sizeof set, &set) == 0;
  const int cores = known ? CPU_COUNT(&set) : static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  return std::min(cores, quota_cores());
}

// What stands against all devices.
std::string obstacle() {
  return load_cuda().empty() ? cuda_obstacle(cuda_status()) : load_cuda();
}

int cuda_devices() {
  return obstacle().empty() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

c10::Device device_at(int number) {
  return {c10::kCUDA, static_cast<c10::DeviceIndex>(number)};
}

// What stands against that one. Kernels of this build may not be for it, and it may be out of
// order.
std::string obstacle_of(int number) {
  static std::map<int, std::string> known;
  const auto found = known.find(number);
  if (found != known.end()) return found->second;
  try {
    const std::string words = cuda_part().obstacle(device_at(number));
    if (words.empty()) return known[number] = "";
    return known[number] = "a " + cuda_part().info(device_at(number)).name + " that " + words;
  } catch (const Error&) {
    // Without our part, LibTorch's may do. The training says what is missing.
    return known[number] = "";
  }
}

}  // namespace

c10::Device choose_device(const std::string& name) {
  if (name == "cpu") return c10::kCPU;
  const int asked = name == "auto" ? 0 : cuda_device_number(name);
  const int count = cuda_devices();
  if (name == "auto") {
    for (int number = 0; number < count; ++number)
      if (obstacle_of(number).empty()) return device_at(number);
    return c10::kCPU;
  }
  const std::string found = asked >= count && count > 0
                                ? std::to_string(count) + " of them, from cuda:0"
                            : count == 0 ? obstacle()
                                         : obstacle_of(asked);
  if (found.empty()) return device_at(asked);
  throw Error::usage("choosing the device")
      .at("--device " + name)
      .expected("a CUDA device that LibTorch can use")
      .found(found)
      .hint("try --device cpu");
}

std::string reason_for_cpu() {
  if (!obstacle().empty()) return obstacle();
  return obstacle_of(0);
}

std::optional<GpuInfo> gpu_info(const c10::Device& device) {
  if (!device.is_cuda()) return {};
  try {
    return cuda_part().info(device);
  } catch (const Error&) {
    return {};
  }
}

std::int64_t set_threads(std::int64_t threads) {
  const int cores = usable_cores();
  at::set_num_threads(threads > 0 ? static_cast<int>(std::min<std::int64_t>(threads, cores))
                                  : cores);
  return at::get_num_threads();
}

std::int64_t set_up_reproducible_compute(std::int64_t threads, std::int64_t seed) {
  // cuBLAS picks algorithms freely unless its workspace has one of two sizes when it starts.
  const char* workspace = std::getenv("CUBLAS_WORKSPACE_CONFIG");
  if (workspace == nullptr || std::strcmp(workspace, ":16:8") != 0)
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/1);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
  at::globalContext().setDeterministicFillUninitializedMemory(false);
  torch::manual_seed(static_cast<std::uint64_t>(seed));
  return set_threads(threads);
}

}  // namespace gan
