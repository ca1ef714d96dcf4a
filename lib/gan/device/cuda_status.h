// Why CUDA has no device for this process.
#pragma once

#include <string>

namespace gan {

constexpr int kCudaNoDevice = 100;  // cudaErrorNoDevice

// What the CUDA runtime says when it is asked for devices.
struct CudaStatus {
  int error = 0;         // cudaError_t of cudaGetDeviceCount; 0: there are devices
  std::string text;      // its words
  int driver = 0;        // the CUDA version that the driver serves, as 1000 * major + 10 * minor
  int runtime = 0;       // likewise, the one that LibTorch was built with
  bool visible = false;  // whether CUDA_VISIBLE_DEVICES is set
  std::string visible_devices;  // to what
};

// In words that fit behind "found" and "no GPU:", details and what to try in brackets; empty where
// there are devices.
std::string cuda_obstacle(const CudaStatus& status);

}  // namespace gan
