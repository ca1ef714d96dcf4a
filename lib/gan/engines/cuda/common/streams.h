// The streams of a GPU that trainings compute on.
#pragma once

#include <functional>
#include <optional>

#include <ATen/cuda/CUDAEvent.h>
#include <c10/core/Device.h>
#include <c10/cuda/CUDAStream.h>

namespace gan::cuda {

// What runs beside what. Work of different streams may overlap.
enum class StreamUse {
  iterations,     // whole iterations, and their graphs
  fakes,          // the generator's forward pass beside the discriminator's first update
  discriminator,  // its weight gradients beside its backward pass
  generator,      // likewise
};

// The same stream each time. cuBLAS keeps a workspace of 32 MiB for each stream that it has seen,
// so a training that is made again must not bring new ones.
c10::cuda::CUDAStream stream_of(const c10::Device& device, StreamUse use);

// Work that the GPU may do beside the work that follows it: a stream beside the current one; in a
// graph it becomes a branch. On the CPU, where one thing comes after the other, all is done at
// once.
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
