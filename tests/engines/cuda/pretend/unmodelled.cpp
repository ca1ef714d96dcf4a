// The rest of the CUDA runtime that LibTorch may call: an end with a name, rather than an error of
// the true runtime, which finds no driver.
#include "failure.h"

#define GAN_PRETEND_LACKS(name)                                    \
  extern "C" void name() {                                         \
    gan::pretend::fail("the CUDA call " #name " is not modelled"); \
  }                                                                \
  static_assert(true)

GAN_PRETEND_LACKS(cudaDeviceEnablePeerAccess);
GAN_PRETEND_LACKS(cudaDeviceGetDefaultMemPool);
GAN_PRETEND_LACKS(cudaFreeAsync);
GAN_PRETEND_LACKS(cudaGetSymbolAddress);
GAN_PRETEND_LACKS(cudaGraphDebugDotPrint);
GAN_PRETEND_LACKS(cudaGraphNodeGetDependencies);
GAN_PRETEND_LACKS(cudaHostRegister);
GAN_PRETEND_LACKS(cudaMallocAsync);
GAN_PRETEND_LACKS(cudaMemcpyToSymbol);
GAN_PRETEND_LACKS(cudaMemset);
GAN_PRETEND_LACKS(cudaStreamAddCallback);
GAN_PRETEND_LACKS(cublasDgemm_v2);
GAN_PRETEND_LACKS(cublasGemmStridedBatchedEx);
GAN_PRETEND_LACKS(cublasSgemmEx);
GAN_PRETEND_LACKS(cublasSgemmStridedBatched);
GAN_PRETEND_LACKS(cublasSgemv_v2);
GAN_PRETEND_LACKS(cublasLtCreate);
