#include "device.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sstream>
#include <string>
#include <utility>

#include "failure.h"
#include "lock.h"
#include "memory.h"
#include "settings.h"

namespace gan::pretend {
namespace {

thread_local int current = 0;
thread_local cudaError_t last = cudaSuccess;

// Those that CUDA_VISIBLE_DEVICES lists, up to the first that is not there.
int visible_devices() {
  const int present = devices_present();
  const char* const list = std::getenv("CUDA_VISIBLE_DEVICES");
  if (list == nullptr) return present;
  int visible = 0;
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',') && !word.empty(); ++visible) {
    const bool number = word.find_first_not_of("0123456789") == std::string::npos;
    if (!number || std::atoi(word.c_str()) >= present) break;
  }
  return visible;
}

bool is_device(int device) {
  return device >= 0 && device < visible_devices();
}

// The true runtime's words: it needs no device for them.
template <class Function>
Function true_function(const char* name) {
  const std::string library = "libcudart.so." + std::to_string(CUDART_VERSION / 1000);
  void* const runtime = dlopen(library.c_str(), RTLD_LAZY | RTLD_NOLOAD);
  void* const found = runtime == nullptr ? nullptr : dlsym(runtime, name);
  if (found == nullptr) fail(std::string("the CUDA runtime has no ") + name);
  return reinterpret_cast<Function>(found);
}

using TextOfError = const char* (*)(cudaError_t);

// What programs find by name in the driver: whether a device is in use already, or nothing.
int context_state(int, unsigned* flags, int* active) {
  *flags = 0;
  *active = 1;
  return 0;
}

int refuse() {
  return 1;
}

}  // namespace

int current_device() {
  return current;
}

cudaError_t device_error() {
  if (count_error() != 0) return static_cast<cudaError_t>(count_error());
  return visible_devices() == 0 ? cudaErrorNoDevice : cudaSuccess;
}

cudaError_t noted(cudaError_t error) {
  if (error != cudaSuccess) last = error;
  return error;
}

}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaGetDeviceCount(int* count) {
  const cudaError_t error = device_error();
  *count = error == cudaSuccess ? visible_devices() : 0;
  return noted(error);
}

cudaError_t cudaGetDevice(int* device) {
  *device = current;
  return noted(device_error());
}

cudaError_t cudaSetDevice(int device) {
  if (device_error() != cudaSuccess) return noted(device_error());
  if (!is_device(device)) return noted(cudaErrorInvalidDevice);
  current = device;
  return cudaSuccess;
}

cudaError_t cudaDriverGetVersion(int* version) {
  *version = driver_version();
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = CUDART_VERSION;
  return cudaSuccess;
}

cudaError_t cudaGetLastError() {
  return std::exchange(last, cudaSuccess);
}

cudaError_t cudaPeekAtLastError() {
  return last;
}

const char* cudaGetErrorString(cudaError_t error) {
  return true_function<TextOfError>("cudaGetErrorString")(error);
}

const char* cudaGetErrorName(cudaError_t error) {
  return true_function<TextOfError>("cudaGetErrorName")(error);
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  if (device_error() != cudaSuccess) return noted(device_error());
  if (!is_device(device)) return noted(cudaErrorInvalidDevice);
  *properties = {};
  device_name().copy(properties->name, sizeof properties->name - 1);
  properties->major = capability_major();
  properties->minor = capability_minor();
  properties->totalGlobalMem = memory_of_device();
  // An H100's.
  properties->multiProcessorCount = 132;
  properties->maxThreadsPerMultiProcessor = 2048;
  properties->maxBlocksPerMultiProcessor = 32;
  properties->maxThreadsPerBlock = 1024;
  properties->warpSize = 32;
  properties->sharedMemPerBlock = 49152;
  properties->sharedMemPerBlockOptin = 232448;
  properties->sharedMemPerMultiprocessor = 233472;
  properties->regsPerBlock = properties->regsPerMultiprocessor = 65536;
  properties->maxGridSize[0] = 2147483647;
  properties->maxGridSize[1] = properties->maxGridSize[2] = 65535;
  properties->maxThreadsDim[0] = properties->maxThreadsDim[1] = 1024;
  properties->maxThreadsDim[2] = 64;
  properties->l2CacheSize = 50 << 20;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  if (device_error() != cudaSuccess) return noted(device_error());
  if (!is_device(device)) return noted(cudaErrorInvalidDevice);
  *value = attribute == cudaDevAttrComputeCapabilityMajor   ? capability_major()
           : attribute == cudaDevAttrComputeCapabilityMinor ? capability_minor()
                                                            : 0;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetPCIBusId(char* text, int size, int device) {
  std::snprintf(text, static_cast<std::size_t>(size), "0000:%02x:00.0", device + 1);
  return cudaSuccess;
}

cudaError_t cudaDeviceCanAccessPeer(int* can, int, int) {
  *can = 0;
  return cudaSuccess;
}

cudaError_t cudaGetDriverEntryPointByVersion(const char* name, void** found, unsigned,
                                             unsigned long long,
                                             cudaDriverEntryPointQueryResult* result) {
  *found = std::strcmp(name, "cuDevicePrimaryCtxGetState") == 0
               ? reinterpret_cast<void*>(context_state)
               : reinterpret_cast<void*>(refuse);
  if (result != nullptr) *result = cudaDriverEntryPointSuccess;
  return cudaSuccess;
}

}  // extern "C"
