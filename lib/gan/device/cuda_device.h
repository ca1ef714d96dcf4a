// GPUs, as the library's own CUDA part sees them: libgan_cuda.so, which is loaded when a GPU is
// asked for.
#pragma once

#include <string>

#include <c10/core/Device.h>

#include "gan/device/device.h"

namespace gan {

class CudaDevices {
 public:
  virtual ~CudaDevices() = default;

  // What stands against computing on the device, to be read after its name, found out by a tiny
  // kernel of this library's and one of LibTorch's; empty where both run.
  virtual std::string obstacle(const c10::Device& device) const = 0;
  virtual GpuInfo info(const c10::Device& device) const = 0;
};

// Throws Error where the library does not load (a LibTorch without CUDA has none).
const CudaDevices& cuda_devices();

// A function of libgan_cuda.so by its name. Throws as above.
void* cuda_symbol(const char* name);

}  // namespace gan
