// Copies between host and devices, and fills by bytes.
#include <cstring>
#include <cuda_runtime_api.h>
#include <memory>
#include <vector>

#include "capture.h"
#include "failure.h"
#include "lock.h"
#include "memory.h"
#include "stream.h"

namespace gan::pretend {
namespace {

void check_side(const void* at, bool device, const char* side) {
  if (is_of_device(at) != device)
    fail(std::string("a copy's ") + side + " is " + (device ? "no" : "") + " memory of a device");
}

// Memory that is not pinned is read before the call returns, and has been written by then.
cudaError_t copy(void* to, const void* from, std::size_t size, cudaMemcpyKind kind,
                 cudaStream_t stream) {
  const bool from_host = kind == cudaMemcpyHostToDevice, to_host = kind == cudaMemcpyDeviceToHost;
  if (!from_host && !to_host && kind != cudaMemcpyDeviceToDevice)
    fail("a copy of this kind is not modelled");
  check_side(from, !from_host, "source");
  check_side(to, !to_host, "target");
  if (from_host && !is_pinned(from)) {
    const char* const bytes = static_cast<const char*>(from);
    const auto kept = std::make_shared<std::vector<char>>(bytes, bytes + size);
    return enqueue(stream, "copy to device", [=] { std::memcpy(to, kept->data(), size); });
  }
  const bool waits = to_host && !is_pinned(to);
  if (waits && stream_of(stream).capture) fail("the host reads from a device in a capture");
  if (waits) check_may_wait("reading by the host");
  const cudaError_t error =
      enqueue(stream, to_host ? "copy to host" : "copy", [=] { std::memcpy(to, from, size); });
  if (waits) finish(stream_of(stream));
  return error;
}

}  // namespace
}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t size, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  const Lock lock;
  return copy(to, from, size, kind, stream);
}

cudaError_t cudaMemcpy(void* to, const void* from, size_t size, cudaMemcpyKind kind) {
  const Lock lock;
  check_may_wait("a copy that is waited for");
  const cudaError_t error = copy(to, from, size, kind, nullptr);
  finish(stream_of(nullptr));
  return error;
}

cudaError_t cudaMemcpyPeerAsync(void* to, int, const void* from, int, size_t size,
                                cudaStream_t stream) {
  const Lock lock;
  return copy(to, from, size, cudaMemcpyDeviceToDevice, stream);
}

cudaError_t cudaMemsetAsync(void* at, int byte, size_t size, cudaStream_t stream) {
  const Lock lock;
  check_is_here(at, "a fill by bytes");
  return enqueue(stream, "fill by bytes", [=] { std::memset(at, byte, size); });
}

}  // extern "C"
