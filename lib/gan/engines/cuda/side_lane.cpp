#include "gan/engines/cuda/side_lane.h"

#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAGuard.h>

namespace gan::cuda {

struct SideLane::Streams {
  c10::cuda::CUDAStream side;
  at::cuda::CUDAEvent begin;
  at::cuda::CUDAEvent end;
};

SideLane::SideLane(const c10::Device& device, Lane lane) {
  if (device.is_cuda())
    streams_ = std::make_unique<Streams>(Streams{stream_of(device, lane), {}, {}});
}

SideLane::~SideLane() = default;

void SideLane::run(const std::function<void()>& work) {
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

void SideLane::join() {
  if (streams_) streams_->end.block(c10::cuda::getCurrentCUDAStream());
}

}  // namespace gan::cuda
