// The streams of a GPU that trainings compute on.
#pragma once

#include <functional>
#include <optional>

#include <ATen/cuda/CUDAEvent.h>
#include <c10/core/Device.h>
#include <c10/cuda/CUDAStream.h>

namespace gan::cuda {

// The uses of streams. Work on different streams may overlap.
enum class StreamUse {
  iterations,     // whole iterations, and their graphs
  fakes,          // the generator's forward pass beside the discriminator's first update
  discriminator,  // its weight gradients beside its backward pass
  generator,      // likewise
};

// Returns the same stream each time. cuBLAS keeps a workspace of 32 MiB for each stream that it has
// seen, so a second training must not use new ones.
c10::cuda::CUDAStream stream_of(const c10::Device& device, StreamUse use);

// Runs work on a second stream, so that the GPU may overlap it with the work that follows; in a
// graph it becomes a branch. On the CPU, run() does the work immediately.
class SideStream {
 public:
  SideStream(const c10::Device& device, StreamUse use);

  // Starts `work` after all work so far on LibTorch's current stream.
  void run(const std::function<void()>& work);

  // Makes the current stream wait for all work of this stream. Each run must be joined before a
  // graph ends.
  void join();

 private:
  std::optional<c10::cuda::CUDAStream> stream_;  // none on the CPU
  at::cuda::CUDAEvent begin_, end_;
};

}  // namespace gan::cuda
