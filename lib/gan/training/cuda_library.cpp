#include "gan/training/cuda_library.h"

#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <ATen/Context.h>

namespace gan {
namespace {

std::string load_error() {
  const char* reason = dlerror();
  return reason == nullptr ? "no reason given" : reason;
}

std::string load() {
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

}  // namespace

const std::string& load_cuda() {
  static const std::string obstacle = load();
  return obstacle;
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

}  // namespace gan
