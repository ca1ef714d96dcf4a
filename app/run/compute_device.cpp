#include "run/compute_device.h"

#include "gan/device/device.h"
#include "gan/device/memory_limit.h"

namespace gan::app {

c10::Device compute_device(const ComputeOptions& options) {
  const c10::Device device = choose_device(options.device);
  // CUDA reserves more addresses than it uses.
  if (device.is_cpu()) limit_memory();
  return device;
}

}  // namespace gan::app
