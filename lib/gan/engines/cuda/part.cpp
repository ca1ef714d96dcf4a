// The functions that device/cuda_device.h and loader/cuda_part.h load.
#include <ATen/Functions.h>
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAGuard.h>

#include "gan/base/torch_error.h"
#include "gan/device/cuda_device.h"
#include "gan/engines/cuda/captured_engine.h"
#include "gan/engines/cuda/mlp/graph_engine.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/engines/cuda/mlp/self_check.h"
#include "gan/engines/loader/cuda_part.h"

namespace gan::cuda {
namespace {

class Devices : public CudaDevices {
 public:
  std::string obstacle(const c10::Device& device) const override {
    try {
      const c10::cuda::CUDAGuard guard(device);
      at::Tensor count = at::zeros({1}, at::TensorOptions(device).dtype(at::kInt));
      launch(Probe{count.data_ptr<std::int32_t>()});
      return count.item<std::int32_t>() == 1 ? "" : "computes 0 + 1 wrongly";
    } catch (const c10::OutOfMemoryError&) {
      return "has no free memory (nvidia-smi shows which processes use it)";
    } catch (const c10::Error& error) {
      cudaGetLastError();
      return "cannot compute with this build (compute capability " +
             info(device).compute_capability + ": " + first_line(error) + ")";
    }
  }

  GpuInfo info(const c10::Device& device) const override {
    const cudaDeviceProp* const properties = at::cuda::getDeviceProperties(device.index());
    return {properties->name,
            std::to_string(properties->major) + "." + std::to_string(properties->minor),
            static_cast<std::int64_t>(properties->totalGlobalMem)};
  }
};

std::unique_ptr<Engine> mlp_engine(Players& players, RandomBatches& batches,
                                   const TrainingOptions& options) {
  const c10::cuda::CUDAGuard guard(batches.device());
  return std::make_unique<GraphEngine>(players, batches, options);
}

std::unique_ptr<Engine> captured_engine(Players& players, RandomBatches& batches,
                                        const Objective& objective,
                                        const TrainingOptions& options) {
  const c10::cuda::CUDAGuard guard(batches.device());
  return std::make_unique<CapturedEngine>(players, batches, objective, options);
}

constexpr CudaPart kPart = {self_check, mlp_engine, captured_fault, captured_engine};

}  // namespace
}  // namespace gan::cuda

extern "C" const gan::CudaDevices* gan_cuda_devices() {
  static const gan::cuda::Devices devices;
  return &devices;
}

extern "C" const gan::CudaPart* gan_cuda_part() {
  return &gan::cuda::kPart;
}
