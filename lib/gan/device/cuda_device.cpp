#include "gan/device/cuda_device.h"

#include <cstdlib>
#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <ATen/Context.h>
#include <c10/util/Exception.h>
#include <torch/cuda.h>

#include "gan/base/error.h"

namespace gan {
namespace {

// Of cudaError_t: a build without CUDA does not have its header.
constexpr int kInsufficientDriver = 35, kNoDevice = 100, kInvalidDevice = 101;

struct CudaTrouble {
  int error;
  const char* what;
  const char* try_this;
};

constexpr CudaTrouble kTroubles[] = {
    {2, "a GPU without free memory", "nvidia-smi shows which programs use it"},  // MemoryAllocation
    {46, "a GPU that another program uses alone",  // DevicesUnavailable
     "nvidia-smi shows that program and the GPU's compute mode"},
    {802, "GPUs that are not ready yet",  // SystemNotReady
     "start the service nvidia-fabricmanager"},
    {803, "an NVIDIA driver of two versions",  // SystemDriverMismatch
     "libcuda.so.1 and the kernel module differ: restart the machine after an update"},
    {804, "an NVIDIA driver that does not support this GPU",  // CompatNotSupportedOnDevice
     "libcuda.so.1 is from CUDA's compatibility package, which is for other GPUs: remove it from "
     "LD_LIBRARY_PATH, or install a newer driver"},
    {999, "an NVIDIA driver that fails",  // Unknown
     "try nvidia-smi; after suspend or an update, restart the machine"},
};

std::string version_text(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string old_driver(const CudaStatus& status) {
  if (status.driver == 0)
    return "an NVIDIA driver that does not run (libcuda.so.1 is installed, but its kernel module "
           "is not loaded: try nvidia-smi)";
  return "an NVIDIA driver that is too old (it supports CUDA " + version_text(status.driver) +
         ", this LibTorch needs " + version_text(status.runtime) +
         ": install a newer driver, or a LibTorch for CUDA " + version_text(status.driver) + ")";
}

std::string load_error() {
  const char* reason = dlerror();
  return reason == nullptr ? "no reason given" : reason;
}

std::string load_libraries() {
  // The libraries stay loaded: LibTorch keeps pointers into them.
  if (dlopen("libcuda.so.1", RTLD_NOW) == nullptr) return "no NVIDIA driver (" + load_error() + ")";
  const std::string library = beside_library("libtorch_cpu.so", "libtorch_cuda.so");
  if (access(library.c_str(), F_OK) != 0) return "a LibTorch without CUDA";
  if (dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL) == nullptr)
    return "a LibTorch whose CUDA part does not load (" + load_error() + ")";
  if (!at::detail::getCUDAHooks().hasCUDART())
    return "a LibTorch that was used before its CUDA part was loaded";
  return {};
}

// A function of the CUDA runtime, which LibTorch's CUDA part has loaded.
template <class Function>
Function* runtime_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

class Silence : public c10::WarningHandler {
 public:
  void process(const c10::Warning&) override {}
};

// LibTorch warns once if it finds no device; this call does not.
int quiet_device_count() {
  Silence silence;
  const c10::WarningUtils::WarningHandlerGuard guard(&silence);
  return static_cast<int>(torch::cuda::device_count());
}

CudaStatus ask() {
  CudaStatus status;
  if (const char* const visible = std::getenv("CUDA_VISIBLE_DEVICES")) status.visible = visible;
  if (const auto driver = runtime_function<int(int*)>("cudaDriverGetVersion"))
    driver(&status.driver);
  if (const auto runtime = runtime_function<int(int*)>("cudaRuntimeGetVersion"))
    runtime(&status.runtime);
  int count = 0;
  const auto count_devices = runtime_function<int(int*)>("cudaGetDeviceCount");
  status.error = count_devices == nullptr ? kNoDevice : count_devices(&count);
  if (const auto text = runtime_function<const char*(int)>("cudaGetErrorString"))
    status.text = text(status.error);
  if (quiet_device_count() == 0 && status.error == 0) status.error = kNoDevice;
  return status;
}

// The path of libgan_cuda.so, in the folder of the file that this code is in.
std::string own_library() {
  static const char here = 0;
  Dl_info info;
  const std::string path = dladdr(&here, &info) != 0 ? info.dli_fname : "";
  return path.substr(0, path.rfind('/') + 1) + "libgan_cuda.so";
}

}  // namespace

const std::string& load_cuda() {
  static const std::string obstacle = load_libraries();
  return obstacle;
}

CudaStatus cuda_status() {
  static const CudaStatus status = ask();
  return status;
}

std::string cuda_obstacle(const CudaStatus& status) {
  if (status.error == 0) return {};
  if (status.error == kInsufficientDriver) return old_driver(status);
  if (status.error == kNoDevice || status.error == kInvalidDevice)
    return status.visible
               ? "no CUDA device that CUDA_VISIBLE_DEVICES=\"" + *status.visible + "\" allows"
               : "no CUDA device on this machine";
  CudaTrouble trouble = {status.error, "an NVIDIA driver that fails", status.text.c_str()};
  for (const CudaTrouble& known : kTroubles)
    if (known.error == status.error) trouble = known;
  return std::string(trouble.what) + " (error " + std::to_string(trouble.error) + ": " +
         trouble.try_this + ")";
}

std::string beside_library(const std::string& library, const std::string& file) {
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_NOLOAD);
  if (handle == nullptr) return {};
  link_map* map = nullptr;
  const bool known = dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0;
  const std::string path = known ? map->l_name : "";
  dlclose(handle);
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1) + file;
}

void* cuda_symbol(const char* name) {
  const Error error = Error("preparing the training on a GPU");
  if (!load_cuda().empty()) throw Error(error).expected("LibTorch with CUDA").found(load_cuda());
  void* const handle = dlopen(own_library().c_str(), RTLD_NOW);
  void* const symbol = handle == nullptr ? nullptr : dlsym(handle, name);
  if (symbol == nullptr) {
    const char* reason = dlerror();
    throw Error(error)
        .expected("libgan_cuda.so beside libgan.so")
        .found(reason == nullptr ? "none" : reason)
        .hint("try --fast off, which does not need it");
  }
  return symbol;
}

const CudaDevices& cuda_devices() {
  using Get = const CudaDevices* (*)();
  static const CudaDevices& devices = *reinterpret_cast<Get>(cuda_symbol("gan_cuda_devices"))();
  return devices;
}

}  // namespace gan
