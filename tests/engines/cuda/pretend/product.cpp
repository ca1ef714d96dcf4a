// cuBLAS: products of matrices.
#include <cstdint>
#include <cublas_v2.h>
#include <string>

#include <c10/util/BFloat16.h>

#include "capture.h"
#include "device.h"
#include "failure.h"
#include "lock.h"
#include "memory.h"
#include "settings.h"
#include "stream.h"

namespace gan::pretend {
namespace {

struct Handle {
  int device = 0;
  cudaStream_t stream = nullptr;
  void* workspace = nullptr;
  cublasMath_t math = CUBLAS_DEFAULT_MATH;
};

Handle& handle_of(cublasHandle_t handle) {
  return *reinterpret_cast<Handle*>(handle);
}

struct Factor {
  cublasOperation_t operation;
  const void* values;
  int leading;
};

template <class T>
float element(const Factor& factor, std::int64_t row, std::int64_t column) {
  const bool plain = factor.operation == CUBLAS_OP_N;
  const std::int64_t at = plain ? row + column * factor.leading : column + row * factor.leading;
  return static_cast<float>(static_cast<const T*>(factor.values)[at]);
}

// to [rows, columns] = scale · a · b + kept · to, all by columns.
template <class T>
struct Product {
  int rows, columns, inner;
  Factor a, b;
  float scale, kept;
  T* to;
  int leading;
  float bias;  // of PRETEND_GPU_FAIL=wrong_product

  void operator()() const {
    for (std::int64_t column = 0; column < columns; ++column)
      for (std::int64_t row = 0; row < rows; ++row) {
        float sum = 0;
        for (std::int64_t i = 0; i < inner; ++i)
          sum += element<T>(a, row, i) * element<T>(b, i, column);
        T& target = to[row + column * leading];
        const float before = kept == 0 ? 0 : kept * static_cast<float>(target);
        target = static_cast<T>(scale * sum + before + bias);
      }
  }
};

template <class T>
cublasStatus_t multiply(cublasHandle_t handle, Product<T> product) {
  const Lock lock;
  const Handle& mine = handle_of(handle);
  Stream& stream = stream_of(mine.stream);
  if (mine.workspace == nullptr) fail("a product without a workspace of its own");
  for (const void* const at :
       {product.a.values, product.b.values, static_cast<const void*>(product.to)})
    check_is_here(at, "a product");
  const auto least = [&](const Factor& factor, int rows, int columns) {
    return factor.operation == CUBLAS_OP_N ? rows : columns;
  };
  if (product.a.leading < least(product.a, product.rows, product.inner) ||
      product.b.leading < least(product.b, product.inner, product.columns) ||
      product.leading < product.rows)
    return CUBLAS_STATUS_INVALID_VALUE;
  if (stream.capture && fails("product")) {
    stream.capture->broken = true;
    return CUBLAS_STATUS_EXECUTION_FAILED;
  }
  product.bias = stream.capture && fails("wrong_product") ? 0.05F : 0.0F;
  const cudaError_t error = enqueue(mine.stream, "product", product);
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

}  // namespace
}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cublasStatus_t cublasCreate_v2(cublasHandle_t* made) {
  const Lock lock;
  check_may_wait("starting cuBLAS");
  auto* const handle = new Handle;
  handle->device = current_device();
  *made = reinterpret_cast<cublasHandle_t>(handle);
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy_v2(cublasHandle_t handle) {
  delete &handle_of(handle);
  return CUBLAS_STATUS_SUCCESS;
}

// Takes the workspace away, too.
cublasStatus_t cublasSetStream_v2(cublasHandle_t handle, cudaStream_t stream) {
  const Lock lock;
  if (handle_of(handle).device != stream_of(stream).device)
    fail("cuBLAS gets a stream of another device than its own");
  handle_of(handle).stream = stream;
  handle_of(handle).workspace = nullptr;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t handle, void* workspace, size_t) {
  handle_of(handle).workspace = workspace;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  handle_of(handle).math = mode;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
  *mode = handle_of(handle).math;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetPointerMode_v2(cublasHandle_t, cublasPointerMode_t) {
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetPointerMode_v2(cublasHandle_t, cublasPointerMode_t* mode) {
  *mode = CUBLAS_POINTER_MODE_HOST;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSgemm_v2(cublasHandle_t handle, cublasOperation_t a_operation,
                              cublasOperation_t b_operation, int rows, int columns, int inner,
                              const float* scale, const float* a, int a_leading, const float* b,
                              int b_leading, const float* kept, float* to, int leading) {
  return multiply(handle, Product<float>{rows,
                                         columns,
                                         inner,
                                         {a_operation, a, a_leading},
                                         {b_operation, b, b_leading},
                                         *scale,
                                         *kept,
                                         to,
                                         leading,
                                         0});
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t a_operation,
                            cublasOperation_t b_operation, int rows, int columns, int inner,
                            const void* scale, const void* a, cudaDataType a_type, int a_leading,
                            const void* b, cudaDataType b_type, int b_leading, const void* kept,
                            void* to, cudaDataType type, int leading, cublasComputeType_t,
                            cublasGemmAlgo_t) {
  if (a_type != CUDA_R_16BF || b_type != CUDA_R_16BF || type != CUDA_R_16BF)
    fail("products of such types are not modelled");
  return multiply(handle, Product<c10::BFloat16>{rows,
                                                 columns,
                                                 inner,
                                                 {a_operation, a, a_leading},
                                                 {b_operation, b, b_leading},
                                                 *static_cast<const float*>(scale),
                                                 *static_cast<const float*>(kept),
                                                 static_cast<c10::BFloat16*>(to),
                                                 leading,
                                                 0});
}

}  // extern "C"
