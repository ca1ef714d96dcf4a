// GPUs, through LibTorch's CUDA part and this library's own, libgan_cuda.so. Both are loaded on
// first use: LibTorch's takes 0.2 s and 350 MB, which a program on the CPU does not need.
#pragma once

#include <optional>
#include <string>

#include <c10/core/Device.h>

#include "gan/device/device.h"

namespace gan {

// Loads LibTorch's CUDA part at the first call. Returns in a few words why that failed (no NVIDIA
// driver, a LibTorch without CUDA, a library that does not load), or nothing if CUDA can list its
// devices. LibTorch decides once whether it has CUDA: call this before anything is seeded or
// differentiated, and before any other question about CUDA.
const std::string& load_cuda();

// What the CUDA runtime reports about devices.
struct CudaStatus {
  int error = 0;     // cudaError_t of cudaGetDeviceCount; 0: there are devices
  std::string text;  // its message
  int driver = 0;    // the CUDA version that the driver supports, as 1000 * major + 10 * minor
  int runtime = 0;   // likewise, the version of LibTorch's CUDA runtime
  std::optional<std::string> visible;  // CUDA_VISIBLE_DEVICES, where it is set
};

// Call it only after load_cuda() has returned nothing. If there are no devices, LibTorch's own
// warning is not printed.
CudaStatus cuda_status();

// Why CUDA has no device for this process, in words that fit after "found" and "no GPU:", with
// details and what to try in brackets; empty if there are devices.
std::string cuda_obstacle(const CudaStatus& status);

// The path of `file` in the folder of the shared library `library`; empty if this process has not
// loaded the library.
std::string beside_library(const std::string& library, const std::string& file);

class CudaDevices {
 public:
  virtual ~CudaDevices() = default;

  // Why the device cannot compute, in words that fit after its name. Runs a tiny kernel of this
  // library and one of LibTorch; empty if both work.
  virtual std::string obstacle(const c10::Device& device) const = 0;
  virtual GpuInfo info(const c10::Device& device) const = 0;
};

// Throws Error if libgan_cuda.so does not load (a LibTorch without CUDA has none).
const CudaDevices& cuda_devices();

// A function of libgan_cuda.so by its name. Throws as above.
void* cuda_symbol(const char* name);

}  // namespace gan
