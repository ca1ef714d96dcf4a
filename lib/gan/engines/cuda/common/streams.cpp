#include "gan/engines/cuda/common/streams.h"

#include <map>
#include <mutex>
#include <utility>

#include <c10/cuda/CUDAGuard.h>

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

SideStream::SideStream(const c10::Device& device, StreamUse use) {
  if (device.is_cuda()) stream_ = stream_of(device, use);
}

void SideStream::run(const std::function<void()>& work) {
  if (!stream_) return work();
  begin_.record();
  const c10::cuda::CUDAStreamGuard guard(*stream_);
  begin_.block(*stream_);
  work();
  end_.record();
}

void SideStream::join() {
  if (stream_) end_.block(c10::cuda::getCurrentCUDAStream());
}

}  // namespace gan::cuda
