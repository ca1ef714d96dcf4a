// Marks a function that is compiled for the CPU and for the GPU.
#pragma once

#ifdef __CUDACC__
#define GAN_HOST_DEVICE __host__ __device__ __forceinline__
#else
#define GAN_HOST_DEVICE inline
#endif
