#include <algorithm>

#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAStream.h>
#include <c10/util/BFloat16.h>

#include "gan/engines/cuda/mlp/discriminator_kernels.h"
#include "gan/engines/cuda/mlp/generator_kernels.h"
#include "gan/engines/cuda/mlp/input_kernels.h"
#include "gan/engines/cuda/mlp/launch.h"
#include "gan/engines/cuda/mlp/output_filter_kernels.h"
#include "gan/engines/cuda/mlp/update_kernels.h"

namespace gan::cuda {
namespace {

constexpr int kThreads = 256;
constexpr int kWarp = 32;
// Eight columns of float32 are the 32 bytes of one memory transaction.
constexpr int kColumns = 8;
constexpr int kRowGroups = kThreads / kColumns;
constexpr std::int64_t kMostBlocks = 1 << 20;

unsigned blocks_for(std::int64_t work, std::int64_t per_block) {
  return static_cast<unsigned>(std::min((work + per_block - 1) / per_block, kMostBlocks));
}

template <class Kernel>
__global__ void __launch_bounds__(kThreads) run_elements(const Kernel kernel) {
  const std::int64_t stride = std::int64_t{gridDim.x} * blockDim.x;
  for (std::int64_t i = std::int64_t{blockIdx.x} * blockDim.x + threadIdx.x; i < kernel.count();
       i += stride)
    kernel.at(i);
}

__device__ Sums sum_of_warp(Sums sums) {
  for (int distance = kWarp / 2; distance > 0; distance /= 2) {
    sums.first += __shfl_xor_sync(0xffffffffU, sums.first, distance);
    sums.second += __shfl_xor_sync(0xffffffffU, sums.second, distance);
  }
  return sums;
}

// A warp for each line.
template <class Kernel>
__global__ void __launch_bounds__(kThreads) run_rows(const Kernel kernel) {
  const int lane = static_cast<int>(threadIdx.x) % kWarp;
  const std::int64_t stride = std::int64_t{gridDim.x} * (kThreads / kWarp);
  for (std::int64_t line = std::int64_t{blockIdx.x} * (kThreads / kWarp) + threadIdx.x / kWarp;
       line < kernel.lines(); line += stride) {
    typename Kernel::State state = kernel.begin(line);
    for (int pass = 0; pass < Kernel::kPasses; ++pass) {
      Sums sums{};
      for (std::int64_t i = kernel.sum_begin() + lane; i < kernel.length(); i += kWarp)
        sums = sums + kernel.term(pass, line, i, state);
      kernel.reduced(pass, line, state, sum_of_warp(sums), lane == 0);
    }
    if constexpr (Kernel::kWrites)
      for (std::int64_t i = lane; i < kernel.length(); i += kWarp) kernel.write(line, i, state);
  }
}

// A block for eight lines that lie side by side. Sums are made in the same order each time.
template <class Kernel>
__global__ void __launch_bounds__(kThreads) run_columns(const Kernel kernel) {
  __shared__ Sums partial[kRowGroups][kColumns];
  const int column = static_cast<int>(threadIdx.x) % kColumns;
  const int group = static_cast<int>(threadIdx.x) / kColumns;
  const std::int64_t line = std::int64_t{blockIdx.x} * kColumns + column;
  const bool there = line < kernel.lines();

  typename Kernel::State state{};
  if (there) state = kernel.begin(line);
  for (int pass = 0; pass < Kernel::kPasses; ++pass) {
    Sums sums{};
    if (there)
      for (std::int64_t i = kernel.sum_begin() + group; i < kernel.length(); i += kRowGroups)
        sums = sums + kernel.term(pass, line, i, state);
    partial[group][column] = sums;
    __syncthreads();
    for (int half = kRowGroups / 2; half > 0; half /= 2) {
      if (group < half)
        partial[group][column] = partial[group][column] + partial[group + half][column];
      __syncthreads();
    }
    if (there) kernel.reduced(pass, line, state, partial[0][column], group == 0);
    __syncthreads();
  }
  if constexpr (Kernel::kWrites)
    if (there)
      for (std::int64_t i = group; i < kernel.length(); i += kRowGroups)
        kernel.write(line, i, state);
}

template <class Kernel>
void start(const Kernel& kernel, cudaStream_t stream, Elements) {
  run_elements<<<blocks_for(kernel.count(), kThreads), kThreads, 0, stream>>>(kernel);
}

template <class Kernel>
void start(const Kernel& kernel, cudaStream_t stream, RowLines) {
  run_rows<<<blocks_for(kernel.lines(), kThreads / kWarp), kThreads, 0, stream>>>(kernel);
}

template <class Kernel>
void start(const Kernel& kernel, cudaStream_t stream, ColumnLines) {
  const std::int64_t blocks = (kernel.lines() + kColumns - 1) / kColumns;
  run_columns<<<static_cast<unsigned>(blocks), kThreads, 0, stream>>>(kernel);
}

}  // namespace

template <class Kernel>
void launch(const Kernel& kernel) {
  start(kernel, c10::cuda::getCurrentCUDAStream().stream(), typename Kernel::Kind());
  C10_CUDA_KERNEL_LAUNCH_CHECK();
}

#define GAN_INSTANTIATE(Kernel)               \
  template void launch(const Kernel<float>&); \
  template void launch(const Kernel<c10::BFloat16>&)

GAN_INSTANTIATE(GatherImages);
GAN_INSTANTIATE(DrawLatents);
GAN_INSTANTIATE(ShiftImages);
GAN_INSTANTIATE(HiddenForward);
GAN_INSTANTIATE(Head);
GAN_INSTANTIATE(HeadGradients);
GAN_INSTANTIATE(HiddenBackward);
GAN_INSTANTIATE(NormForward);
GAN_INSTANTIATE(NormBackward);
GAN_INSTANTIATE(PixelsForward);
GAN_INSTANTIATE(PixelsBackward);
GAN_INSTANTIATE(FilterPixels);
GAN_INSTANTIATE(AdamUpdate);
template void launch(const CloseUpdate&);
template void launch(const Probe&);

}  // namespace gan::cuda
