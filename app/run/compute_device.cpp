#include "run/compute_device.h"

#include <algorithm>

#include <torch/cuda.h>

#include "gan/base/environment.h"
#include "gan/device/device.h"
#include "gan/device/memory_limit.h"
#include "gan/device/threads.h"
#include "run/processes.h"

namespace gan::app {

c10::Device compute_device(const ComputeOptions& options) {
  const c10::Device device = choose_device(options.device);
  // CUDA reserves more addresses than it uses.
  if (device.is_cpu()) limit_memory();
  return device;
}

c10::Device training_device(const ComputeOptions& options) {
  c10::Device device = compute_device(options);
  ProcessGroup* const group = processes();
  if (group == nullptr) return device;
  // A launcher may show each process one GPU only.
  const bool many = device.is_cuda() && torch::cuda::device_count() > 1;
  if (many && (options.device == "auto" || options.device == "cuda"))
    device = choose_device("cuda:" + std::to_string(group->local_rank()));
  require_same("the device", device.is_cuda() ? "a GPU" : "the CPU",
               "--device cpu trains without GPUs");
  group->use(device);
  return device;
}

std::int64_t training_threads(const ComputeOptions& options) {
  if (options.threads > 0 || processes() == nullptr) return options.threads;
  const std::string openmp = environment("OMP_NUM_THREADS");
  const bool of_torchrun = openmp == "1" && !environment("TORCHELASTIC_RUN_ID").empty();
  if (!openmp.empty() && !of_torchrun) return 0;
  constexpr std::int64_t kAll = 4096;
  return std::max<std::int64_t>(1, usable_threads(kAll).count / processes()->sharing_cores());
}

}  // namespace gan::app
