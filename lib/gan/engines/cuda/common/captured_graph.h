// A CUDA graph of some work.
#pragma once

#include <functional>
#include <memory>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAStream.h>

namespace gan::cuda {

// Records `work` on `stream` without effect and returns a graph that replays it. Each replay draws
// new random numbers from LibTorch's default generator, those that the same work would draw without
// a graph. A graph cannot hold what the device initialises in a first run: run the work on `stream`
// once before. Waits for the device.
std::unique_ptr<at::cuda::CUDAGraph> captured_graph(const c10::cuda::CUDAStream& stream,
                                                    const std::function<void()>& work);

}  // namespace gan::cuda
