#include "memory.h"

#include <cstdlib>
#include <cstring>
#include <cuda_runtime_api.h>
#include <iterator>
#include <map>
#include <string>

#include "capture.h"
#include "device.h"
#include "failure.h"
#include "lock.h"
#include "operators.h"
#include "settings.h"
#include "stream.h"

namespace gan::pretend {
namespace {

// No number that a program would compute: negative in every type of one, huge or not a number.
constexpr int kPoison = 0xFD;
constexpr int kFreed = 0xFF;

struct Block {
  std::size_t size = 0;
  int device = -1;  // -1: pinned memory of the host
};

std::map<const char*, Block>& blocks() {
  static auto* const all = new std::map<const char*, Block>;
  return *all;
}

const Block* block_of(const void* at) {
  const auto after = blocks().upper_bound(static_cast<const char*>(at));
  if (after == blocks().begin()) return nullptr;
  const auto& [begin, block] = *std::prev(after);
  return static_cast<const char*>(at) < begin + block.size ? &block : nullptr;
}

std::size_t in_use(int device) {
  std::size_t sum = 0;
  for (const auto& [begin, block] : blocks())
    if (block.device == device) sum += block.size;
  return sum;
}

void* allocate(std::size_t size, int device) {
  constexpr std::size_t kAlignment = 512;
  void* const made = std::aligned_alloc(kAlignment, (size + kAlignment) / kAlignment * kAlignment);
  if (made == nullptr) return nullptr;
  std::memset(made, kPoison, size);
  blocks()[static_cast<char*>(made)] = {size, device};
  return made;
}

cudaError_t release(void* at) {
  const auto found = blocks().find(static_cast<char*>(at));
  if (found == blocks().end()) fail("memory is freed that was not allocated");
  std::memset(at, kFreed, found->second.size);
  blocks().erase(found);
  std::free(at);
  return cudaSuccess;
}

}  // namespace

bool is_pinned(const void* at) {
  const Block* const block = block_of(at);
  return block != nullptr && block->device < 0;
}

bool is_of_device(const void* at) {
  const Block* const block = block_of(at);
  return block != nullptr && block->device >= 0;
}

void check_is_here(const void* at, const char* what) {
  const Block* const block = block_of(at);
  if (block == nullptr || block->device != current_device())
    fail(std::string(what) + " on memory that is not the current device's");
}

}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaMalloc(void** made, size_t size) {
  take_over_operators();
  const Lock lock;
  if (device_error() != cudaSuccess) return noted(device_error());
  check_may_wait("allocating memory");
  const int device = current_device();
  *made = in_use(device) + size > memory_of_device() ? nullptr : allocate(size, device);
  return *made == nullptr ? noted(cudaErrorMemoryAllocation) : cudaSuccess;
}

cudaError_t cudaFree(void* at) {
  const Lock lock;
  if (at == nullptr) return cudaSuccess;
  check_may_wait("freeing memory");
  const Block* const block = block_of(at);
  if (block != nullptr) finish_device(block->device);
  return release(at);
}

cudaError_t cudaHostAlloc(void** made, size_t size, unsigned) {
  const Lock lock;
  check_may_wait("allocating pinned memory");
  *made = allocate(size, -1);
  return *made == nullptr ? noted(cudaErrorMemoryAllocation) : cudaSuccess;
}

cudaError_t cudaFreeHost(void* at) {
  const Lock lock;
  check_may_wait("freeing pinned memory");
  return release(at);
}

cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  const Lock lock;
  *total = memory_of_device();
  *free = *total - in_use(current_device());
  return noted(device_error());
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* at) {
  const Lock lock;
  *attributes = {};
  const Block* const block = block_of(at);
  if (block == nullptr) return cudaSuccess;
  attributes->type = block->device < 0 ? cudaMemoryTypeHost : cudaMemoryTypeDevice;
  attributes->device = block->device < 0 ? 0 : block->device;
  attributes->hostPointer = block->device < 0 ? const_cast<void*>(at) : nullptr;
  attributes->devicePointer = const_cast<void*>(at);
  return cudaSuccess;
}

}  // extern "C"
