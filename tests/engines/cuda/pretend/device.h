// The devices: which there are, and the calling thread's current one.
#pragma once

#include <cuda_runtime_api.h>

namespace gan::pretend {

int current_device();

// What every call ends with where the driver is too old or no device is there.
cudaError_t device_error();

// Remembers an error as the calling thread's last one, and returns it.
cudaError_t noted(cudaError_t error);

}  // namespace gan::pretend
