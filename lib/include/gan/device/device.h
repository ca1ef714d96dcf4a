// Where the computing happens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <c10/core/Device.h>

#include "gan/device/threads.h"

namespace gan {

// "auto" (the first CUDA device that computes, else the CPU), "cpu", "cuda" or "cuda:N". Throws
// Error (usage) for another name, or where no such device is there, with the reason. All but "cpu"
// load LibTorch's CUDA part where there is a driver, so choose before anything is seeded or
// differentiated: LibTorch decides once whether it has CUDA. Asks for convolutions in float32,
// which cuDNN computes with the 10 bits of mantissa of TF32 if it is not told otherwise.
c10::Device choose_device(const std::string& name);

// Why choose_device("auto") took the CPU: no driver or one that does not serve this LibTorch, no
// device, one that this build has no kernels for, a LibTorch without CUDA. In a few words, details
// and what to try in brackets. Empty where there is a device.
std::string reason_for_cpu();

struct GpuInfo {
  std::string name;                // "NVIDIA H100 80GB HBM3"
  std::string compute_capability;  // "9.0"
  std::int64_t memory = 0;         // bytes
};

// Of a CUDA device where libgan_cuda.so is there to tell; else nothing.
std::optional<GpuInfo> gpu_info(const c10::Device& device);

// Makes runs with equal seeds equal to the bit: fixes the number of CPU threads as set_threads
// does, asks for deterministic algorithms, and seeds the default generators of all devices that are
// loaded. Call it after choose_device and before the first tensor is on a GPU.
Threads set_up_reproducible_compute(std::int64_t threads, std::int64_t seed);

}  // namespace gan
