// Marks a function that both the CPU's and the GPU's compiler shall translate.
#pragma once

#ifdef __CUDACC__
#define GAN_HOST_DEVICE __host__ __device__ __forceinline__
#else
#define GAN_HOST_DEVICE inline
#endif
