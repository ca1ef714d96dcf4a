// Work that the GPU may do beside the work that follows it.
#pragma once

#include <functional>
#include <optional>

#include <ATen/cuda/CUDAEvent.h>
#include <c10/core/Device.h>

#include "gan/engines/cuda/common/streams.h"

namespace gan::cuda {

// A stream beside the current one; in a graph it becomes a branch. On the CPU, where one thing
// comes after the other, all is done at once.
class SideStream {
 public:
  SideStream(const c10::Device& device, StreamUse use);

  // Starts `work` after all that LibTorch's current stream has been given so far.
  void run(const std::function<void()>& work);

  // Lets the current stream wait for all work of this stream. Each run must be joined before a
  // graph ends.
  void join();

 private:
  std::optional<c10::cuda::CUDAStream> stream_;  // none on the CPU
  at::cuda::CUDAEvent begin_, end_;
};

}  // namespace gan::cuda
