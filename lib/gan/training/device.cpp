#include "gan/training/device.h"

#include <cstdlib>
#include <sched.h>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/utils.h>

#include "gan/base/error.h"

namespace gan {
namespace {

// The cores that this process may use, which is what `taskset` and containers change.
int usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return CPU_COUNT(&set);
}

int device_number(const std::string& name) {
  if (name == "cuda") return 0;
  const std::string digits = name.substr(0, 5) == "cuda:" ? name.substr(5) : "";
  if (digits.empty() || digits.size() > 3 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    throw Error::usage("choosing the device")
        .at("--device")
        .expected("auto, cpu, cuda or cuda:N")
        .found("\"" + name + "\"");
  return std::stoi(digits);
}

}  // namespace

c10::Device choose_device(const std::string& name) {
  if (name == "cpu") return c10::kCPU;
  if (name == "auto") return torch::cuda::is_available() ? c10::Device("cuda:0") : c10::kCPU;

  const int number = device_number(name);
  const int count = static_cast<unsigned char>(torch::cuda::device_count());
  if (number >= count)
    throw Error::usage("choosing the device")
        .at("--device " + name)
        .expected("a CUDA device that LibTorch can use")
        .found(count == 0 ? "none on this machine"
                          : std::to_string(count) + " of them, from cuda:0")
        .hint("try --device cpu");
  return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(number));
}

std::int64_t set_up_reproducible_compute(std::int64_t threads, std::int64_t seed) {
  // cuBLAS picks algorithms freely unless its workspace is fixed before it starts.
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
  at::globalContext().setDeterministicFillUninitializedMemory(false);
  at::set_num_threads(threads > 0 ? static_cast<int>(threads) : usable_cores());
  torch::manual_seed(static_cast<std::uint64_t>(seed));
  return at::get_num_threads();
}

}  // namespace gan
