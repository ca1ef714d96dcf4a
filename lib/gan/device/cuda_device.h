// GPUs, as LibTorch's CUDA part and this library's own, libgan_cuda.so, see them. Both are loaded
// when they are asked for: LibTorch's takes a fifth of a second and 350 MB, which a program that
// computes on the CPU shall not pay.
#pragma once

#include <optional>
#include <string>

#include <c10/core/Device.h>

#include "gan/device/device.h"

namespace gan {

// Loads LibTorch's part, the first time that this is called. Returns what stands against that in a
// few words (no NVIDIA driver, a LibTorch without CUDA, a library that does not load), or nothing
// where CUDA can be asked for devices. LibTorch decides once whether it has CUDA: call this before
// anything is seeded, differentiated or asked about CUDA.
const std::string& load_cuda();

// What the CUDA runtime says when it is asked for devices.
struct CudaStatus {
  int error = 0;     // cudaError_t of cudaGetDeviceCount; 0: there are devices
  std::string text;  // its words
  int driver = 0;    // the CUDA version that the driver serves, as 1000 * major + 10 * minor
  int runtime = 0;   // likewise, the one that LibTorch was built with
  std::optional<std::string> visible;  // CUDA_VISIBLE_DEVICES, where it is set
};

// Only after load_cuda() has found nothing. LibTorch's own warning, where there are no devices, is
// not printed.
CudaStatus cuda_status();

// Why CUDA has no device for this process, in words that fit behind "found" and "no GPU:", details
// and what to try in brackets; empty where there are devices.
std::string cuda_obstacle(const CudaStatus& status);

// The path of a file that stands beside the shared library `library` of this process, empty where
// the library is not loaded.
std::string beside_library(const std::string& library, const std::string& file);

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
