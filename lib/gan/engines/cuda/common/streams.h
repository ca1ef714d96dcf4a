// The streams of a GPU that trainings compute on.
#pragma once

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

}  // namespace gan::cuda
