// Kernels' names, as the programs register them, and their launches.
#include <cuda_runtime_api.h>
#include <cxxabi.h>
#include <memory>
#include <unordered_map>

#include "device.h"
#include "failure.h"
#include "kernel.h"
#include "lock.h"
#include "settings.h"
#include "stream.h"

namespace gan::pretend {
namespace {

std::unordered_map<const void*, std::string>& names() {
  static auto* const all = new std::unordered_map<const void*, std::string>;
  return *all;
}

std::string readable(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? text.get() : name;
}

bool fits(dim3 grid, dim3 block) {
  return grid.x > 0 && grid.y > 0 && grid.z > 0 && grid.x <= 2147483647U && grid.y <= 65535 &&
         grid.z <= 65535 && block.x > 0 && block.y > 0 && block.z > 0 &&
         block.x * block.y * block.z <= 1024;
}

cudaError_t launch(const void* kernel, dim3 grid, dim3 block, void** arguments,
                   cudaStream_t stream) {
  const Lock lock;
  if (fails("no_image")) return noted(cudaErrorNoKernelImageForDevice);
  const auto found = names().find(kernel);
  if (found == names().end()) fail("a kernel is launched that no program has registered");
  const std::string name = readable(found->second);
  if (!fits(grid, block)) return noted(cudaErrorInvalidConfiguration);
  Work work = gan_kernel(name, arguments);
  if (!work) work = torch_kernel(name, arguments);
  if (!work) fail("kernel not modelled: " + name);
  return noted(enqueue(stream, name, std::move(work)));
}

struct Configuration {
  dim3 grid, block;
  std::size_t shared;
  void* stream;
};
thread_local Configuration next_launch;

}  // namespace
}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

void** __cudaRegisterFatBinary(void*) {
  static void* handle;
  return &handle;
}

void __cudaRegisterFatBinaryEnd(void**) {}
void __cudaUnregisterFatBinary(void**) {}
void __cudaRegisterVar(void**, char*, char*, const char*, int, size_t, int, int) {}

void __cudaRegisterFunction(void**, const char* kernel, char*, const char* name, int, uint3*,
                            uint3*, dim3*, dim3*, int*) {
  const Lock lock;
  names()[kernel] = name;
}

unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared, void* stream) {
  next_launch = {grid, block, shared, stream};
  return 0;
}

cudaError_t __cudaPopCallConfiguration(dim3* grid, dim3* block, size_t* shared, void* stream) {
  *grid = next_launch.grid;
  *block = next_launch.block;
  *shared = next_launch.shared;
  *static_cast<void**>(stream) = next_launch.stream;
  return cudaSuccess;
}

cudaError_t __cudaGetKernel(cudaKernel_t* found, const void* kernel) {
  *found = static_cast<cudaKernel_t>(const_cast<void*>(kernel));
  return cudaSuccess;
}

cudaError_t __cudaLaunchKernel(cudaKernel_t kernel, dim3 grid, dim3 block, void** arguments, size_t,
                               cudaStream_t stream) {
  return launch(kernel, grid, block, arguments, stream);
}

cudaError_t cudaLaunchKernel(const void* kernel, dim3 grid, dim3 block, void** arguments, size_t,
                             cudaStream_t stream) {
  return launch(kernel, grid, block, arguments, stream);
}

cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* how, const void* kernel,
                                void** arguments) {
  return launch(kernel, how->gridDim, how->blockDim, arguments, how->stream);
}

cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void*) {
  if (fails("no_image")) return noted(cudaErrorNoKernelImageForDevice);
  *attributes = {};
  attributes->maxThreadsPerBlock = 1024;
  return cudaSuccess;
}

cudaError_t cudaFuncSetAttribute(const void*, cudaFuncAttribute, int) {
  return cudaSuccess;
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, const void*, int,
                                                                   size_t, unsigned) {
  *blocks = 8;
  return cudaSuccess;
}

}  // extern "C"
