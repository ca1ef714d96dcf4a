#include "gan/device/cuda_status.h"

namespace gan {
namespace {

// cudaError_t, whose header a build without CUDA does not have.
constexpr int kMemoryAllocation = 2;
constexpr int kInsufficientDriver = 35;
constexpr int kDevicesUnavailable = 46;
constexpr int kInvalidDevice = 101;
constexpr int kSystemNotReady = 802;
constexpr int kSystemDriverMismatch = 803;
constexpr int kCompatNotSupportedOnDevice = 804;
constexpr int kUnknown = 999;

std::string version_text(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string old_driver(const CudaStatus& status) {
  if (status.driver == 0)
    return "an NVIDIA driver that does not run (libcuda.so.1 is there, the kernel's part is not: "
           "try "
           "nvidia-smi)";
  return "an NVIDIA driver that is too old (it serves CUDA " + version_text(status.driver) +
         ", this LibTorch needs " + version_text(status.runtime) +
         ": install a newer driver, or a LibTorch for that CUDA)";
}

std::string no_device(const CudaStatus& status) {
  if (!status.visible) return "no CUDA device on this machine";
  return "no CUDA device that CUDA_VISIBLE_DEVICES=\"" + status.visible_devices + "\" lets through";
}

std::string numbered(const std::string& what, int error, const std::string& try_this) {
  return what + " (error " + std::to_string(error) + ": " + try_this + ")";
}

}  // namespace

std::string cuda_obstacle(const CudaStatus& status) {
  const int error = status.error;
  switch (error) {
    case 0:
      return {};
    case kMemoryAllocation:
      return numbered("a GPU without free memory", error, "nvidia-smi shows who has it");
    case kInsufficientDriver:
      return old_driver(status);
    case kDevicesUnavailable:
      return numbered("a GPU that another program has for itself", error,
                      "nvidia-smi shows which, and the GPU's compute mode");
    case kCudaNoDevice:
    case kInvalidDevice:
      return no_device(status);
    case kSystemNotReady:
      return numbered("GPUs that are not ready yet", error,
                      "the service nvidia-fabricmanager has to run");
    case kSystemDriverMismatch:
      return numbered("an NVIDIA driver in two versions", error,
                      "libcuda.so.1 and the kernel's part differ: restart after an update");
    case kCompatNotSupportedOnDevice:
      return numbered(
          "an NVIDIA driver that does not serve this GPU", error,
          "a libcuda.so.1 of CUDA's compatibility package, which is for other GPUs: take "
          "it out of LD_LIBRARY_PATH, or install a newer driver");
    case kUnknown:
      return numbered("an NVIDIA driver that fails", error,
                      "try nvidia-smi; after suspend or an update, restart the machine");
    default:
      return numbered("an NVIDIA driver that fails", error, status.text);
  }
}

}  // namespace gan
