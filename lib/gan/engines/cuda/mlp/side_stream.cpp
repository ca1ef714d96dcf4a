#include "gan/engines/cuda/mlp/side_stream.h"

#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAGuard.h>

namespace gan::cuda {

struct SideStream::Streams {
  c10::cuda::CUDAStream side;
  at::cuda::CUDAEvent begin;
  at::cuda::CUDAEvent end;
};

SideStream::SideStream(const c10::Device& device, StreamUse use) {
  if (device.is_cuda())
    streams_ = std::make_unique<Streams>(Streams{stream_of(device, use), {}, {}});
}

SideStream::~SideStream() = default;

void SideStream::run(const std::function<void()>& work) {
  if (!streams_) {
    work();
    return;
  }
  streams_->begin.record();
  const c10::cuda::CUDAStreamGuard guard(streams_->side);
  streams_->begin.block(streams_->side);
  work();
  streams_->end.record();
}

void SideStream::join() {
  if (streams_) streams_->end.block(c10::cuda::getCurrentCUDAStream());
}

}  // namespace gan::cuda
