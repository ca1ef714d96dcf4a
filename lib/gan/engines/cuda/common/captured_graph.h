// A CUDA graph of some work.
#pragma once

#include <functional>
#include <memory>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAStream.h>

namespace gan::cuda {

// Runs `work` once without effect, on `stream`, and returns what replays it. Random numbers that
// it draws from LibTorch's default generator are new in each replay, the ones that the same work
// without a graph would draw. What the device sets up in a first run, which a graph cannot hold,
// must have been set up on `stream` before. Waits for the device.
std::unique_ptr<at::cuda::CUDAGraph> captured_graph(const c10::cuda::CUDAStream& stream,
                                                    const std::function<void()>& work);

}  // namespace gan::cuda
