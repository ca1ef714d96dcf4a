#include "gan/training/cuda_part.h"

#include <dlfcn.h>

#include "gan/base/error.h"
#include "gan/training/cuda_library.h"

namespace gan {
namespace {

using Get = const CudaPart* (*)();

// The file beside the one that this code is in.
std::string library() {
  static const char here = 0;
  Dl_info info;
  const std::string path = dladdr(&here, &info) != 0 ? info.dli_fname : "";
  return path.substr(0, path.rfind('/') + 1) + "libgan_cuda.so";
}

const CudaPart& load() {
  const Error error = Error("preparing the training on a GPU");
  if (!load_cuda().empty()) throw Error(error).expected("LibTorch with CUDA").found(load_cuda());
  void* const handle = dlopen(library().c_str(), RTLD_NOW);
  void* const get = handle == nullptr ? nullptr : dlsym(handle, "gan_cuda_part");
  if (get == nullptr) {
    const char* reason = dlerror();
    throw Error(error)
        .expected("libgan_cuda.so beside libgan.so")
        .found(reason == nullptr ? "none" : reason)
        .hint("try --fast off, which does without");
  }
  return *reinterpret_cast<Get>(get)();
}

}  // namespace

const CudaPart& cuda_part() {
  static const CudaPart& part = load();
  return part;
}

}  // namespace gan
