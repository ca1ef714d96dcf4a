#include "gan/engines/cuda/common/streams.h"

#include <map>
#include <mutex>
#include <utility>

namespace gan::cuda {

c10::cuda::CUDAStream stream_of(const c10::Device& device, StreamUse use) {
  static std::mutex mutex;
  static std::map<std::pair<c10::DeviceIndex, StreamUse>, c10::cuda::CUDAStream> streams;
  const std::lock_guard<std::mutex> lock(mutex);
  const std::pair<c10::DeviceIndex, StreamUse> key(device.index(), use);
  const auto found = streams.find(key);
  if (found != streams.end()) return found->second;
  return streams
      .emplace(key, c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device.index()))
      .first->second;
}

}  // namespace gan::cuda
