// The device that computes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <c10/core/Device.h>

#include "gan/device/threads.h"

namespace gan {

// "auto" (the first CUDA device that works, else the CPU), "cpu", "cuda" or "cuda:N". Throws Error
// (usage), with the reason, for another name or a device that is not available. All but "cpu" load
// LibTorch's CUDA part if there is a driver. LibTorch decides once whether it has CUDA, so call
// this before anything is seeded or differentiated. All but "cpu" also make cuDNN compute
// convolutions in float32; its default is TF32, with 10 bits of mantissa.
c10::Device choose_device(const std::string& name);

// Why choose_device("auto") chose the CPU: no driver, or one that does not support this LibTorch;
// no device, or one that this build has no kernels for; a LibTorch without CUDA. A few words, with
// details and what to try in brackets. Empty if cuda:0 works.
std::string reason_for_cpu();

struct GpuInfo {
  std::string name;                // "NVIDIA H100 80GB HBM3"
  std::string compute_capability;  // "9.0"
  std::int64_t memory = 0;         // bytes
};

// Nothing for the CPU, and if libgan_cuda.so does not load.
std::optional<GpuInfo> gpu_info(const c10::Device& device);

// Makes runs with equal seeds equal to the bit: fixes the number of CPU threads as set_threads()
// does, selects deterministic algorithms, and seeds the default generators of all loaded devices.
// From then on, the process keeps up to 2 GiB of the memory that it frees, for the next iteration.
// Call it after choose_device() and before the first tensor is on a GPU.
Threads set_up_reproducible_compute(std::int64_t threads, std::int64_t seed);

}  // namespace gan
