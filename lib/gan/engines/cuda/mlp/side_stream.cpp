#include "gan/engines/cuda/mlp/side_stream.h"

#include <c10/cuda/CUDAGuard.h>

namespace gan::cuda {

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
