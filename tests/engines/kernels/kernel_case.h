// What tests of the kernels share: matrices filled from tensors, and every instruction set.
#pragma once

#include <string>

#include <gtest/gtest.h>
#include <torch/types.h>

#include "gan/engines/kernels/job_queue.h"
#include "gan/engines/kernels/matrix.h"

namespace gan::test {

inline Matrix matrix_of(const at::Tensor& values, bool bf16 = false) {
  Matrix matrix(values.size(0), values.size(1), bf16);
  const at::Tensor from = values.contiguous();
  for (std::int64_t row = 0; row < matrix.rows(); ++row) {
    std::copy_n(from[row].const_data_ptr<float>(), matrix.columns(), matrix.row(row));
    if (bf16) cpu_kernels().round(matrix.row(row), matrix.bf16(row), matrix.stride());
  }
  return matrix;
}

// Shares memory with the matrix.
inline at::Tensor tensor_of(const Matrix& matrix) {
  return torch::from_blob(const_cast<float*>(matrix.row(0)), {matrix.rows(), matrix.columns()},
                          {matrix.stride(), 1}, torch::kFloat32);
}

// The bfloat16 copy, as float32.
inline at::Tensor rounded_copy(Matrix& matrix) {
  return torch::from_blob(matrix.bf16(0), {matrix.rows(), matrix.columns()}, {matrix.stride(), 1},
                          torch::kBFloat16)
      .to(torch::kFloat32);
}

inline at::Tensor bf16(const at::Tensor& values) {
  return values.to(torch::kBFloat16).to(torch::kFloat32);
}

inline double distance(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return INFINITY;
  return (a - b).abs().max().item<double>();
}

// A test with one instruction set; skipped where this processor has not got it.
class WithKernels : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    torch::manual_seed(1);
    kernels = cpu_kernels(GetParam());
    if (kernels == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
    pool = std::make_unique<ThreadPool>(3);
    jobs = std::make_unique<JobQueue>(*pool, *kernels);
  }

  const CpuKernels* kernels = nullptr;
  std::unique_ptr<ThreadPool> pool;
  std::unique_ptr<JobQueue> jobs;
};

inline std::string name_of(const testing::TestParamInfo<const char*>& info) {
  return info.param;
}

inline const auto kFloatInstructionSets =
    testing::Values("generic", "avx2", "avx512", "avx512bf16");

}  // namespace gan::test
