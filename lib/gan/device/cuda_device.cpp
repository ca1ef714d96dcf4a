#include "gan/device/cuda_device.h"

#include <dlfcn.h>

#include "gan/base/error.h"
#include "gan/device/cuda_library.h"

namespace gan {
namespace {

// The file beside the one that this code is in.
std::string library() {
  static const char here = 0;
  Dl_info info;
  const std::string path = dladdr(&here, &info) != 0 ? info.dli_fname : "";
  return path.substr(0, path.rfind('/') + 1) + "libgan_cuda.so";
}

}  // namespace

void* cuda_symbol(const char* name) {
  const Error error = Error("preparing the training on a GPU");
  if (!load_cuda().empty()) throw Error(error).expected("LibTorch with CUDA").found(load_cuda());
  void* const handle = dlopen(library().c_str(), RTLD_NOW);
  void* const symbol = handle == nullptr ? nullptr : dlsym(handle, name);
  if (symbol == nullptr) {
    const char* reason = dlerror();
    throw Error(error)
        .expected("libgan_cuda.so beside libgan.so")
        .found(reason == nullptr ? "none" : reason)
        .hint("try --fast off, which does without");
  }
  return symbol;
}

const CudaDevices& cuda_devices() {
  using Get = const CudaDevices* (*)();
  static const CudaDevices& devices = *reinterpret_cast<Get>(cuda_symbol("gan_cuda_devices"))();
  return devices;
}

}  // namespace gan
