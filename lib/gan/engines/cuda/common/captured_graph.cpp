#include "gan/engines/cuda/common/captured_graph.h"

#include <mutex>

#include <ATen/cuda/CUDAGeneratorImpl.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>

#include "gan/device/random_state.h"

namespace gan::cuda {
namespace {

using Pool = decltype(at::cuda::graph_pool_handle());

// After a failed capture, LibTorch's random generator refuses every draw, as if it were still
// captured. Gives it a new state, with the seed and offset of `state`.
void renew_random_state(const c10::Device& device, const at::Tensor& state) {
  at::Generator fresh = at::cuda::detail::createCUDAGenerator(device.index());
  fresh.set_state(state.clone());
  at::Generator generator = at::cuda::detail::getDefaultCUDAGenerator(device.index());
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.graphsafe_set_state(fresh.graphsafe_get_state());
}

// LibTorch ends a capture in steps and stops at the first that fails. This takes the others.
void abandon(at::cuda::CUDAGraph& graph, const c10::Device& device, Pool pool,
             const at::Tensor& numbers) {
  try {
    graph.capture_end();
  } catch (const c10::Error&) {
  }
  try {
    c10::cuda::CUDACachingAllocator::endAllocateToPool(device.index(), pool);
  } catch (const c10::Error&) {
  }
  cudaGetLastError();
  renew_random_state(device, numbers);
}

}  // namespace

std::unique_ptr<at::cuda::CUDAGraph> captured_graph(const c10::cuda::CUDAStream& stream,
                                                    const std::function<void()>& work) {
  c10::cuda::device_synchronize();
  const c10::cuda::CUDAStreamGuard guard(stream);
  const at::Tensor numbers = random_state(stream.device());
  const Pool pool = at::cuda::graph_pool_handle();
  auto graph = std::make_unique<at::cuda::CUDAGraph>();
  try {
    graph->capture_begin(pool, cudaStreamCaptureModeThreadLocal);
    work();
    graph->capture_end();
  } catch (...) {
    abandon(*graph, stream.device(), pool, numbers);
    throw;
  }
  // capture_begin has written seed and offset on this stream; replays write them on another.
  stream.synchronize();
  return graph;
}

}  // namespace gan::cuda
