// The kernels of the CPU's fast path, compiled once for each instruction set.
#pragma once

#include <cstdint>

#include "gan/engines/kernels/batch_norm_jobs.h"
#include "gan/engines/kernels/product.h"

namespace gan {

// A part of a product's result: rows from `row_begin`, and `vectors` vectors of columns.
struct Block {
  std::int64_t row_begin = 0;
  std::int64_t row_end = 0;
  std::int64_t column_begin = 0;
  int vectors = 0;
};

// Row blocks begin at multiples of this: rows that share random numbers stay together.
constexpr std::int64_t kRowUnit = 8;

struct CpuKernels {
  const char* instruction_set;
  int lanes;         // floats in a vector
  int tile_vectors;  // the most vectors of columns in a block

  // Each computes one block. `scratch`, aligned to 64 bytes, has room for vectors * lanes floats
  // for each step of depth.
  void (*forward)(const Product&, const ForwardFinish&, const Block&, float* scratch);
  void (*input_gradient)(const Product&, const InputGradientFinish&, const Block&, float* scratch);
  void (*adam)(const Product&, const AdamFinish&, const Block&, float* scratch);

  // Each works on the columns from `begin` to `end`, both multiples of `lanes` or the last one.
  void (*bias_adam)(const BiasAdam&, std::int64_t begin, std::int64_t end);
  void (*stored_adam)(const StoredGradient&, std::int64_t begin, std::int64_t end);
  // Normalises by the moving statistics...
  void (*batch_norm_inference)(const BatchNormForward&, std::int64_t begin, std::int64_t end);
  // ...and by the batch's, which also update the moving ones: the first one computes them, of these
  // rows; the second one uses them.
  void (*batch_statistics)(const BatchNormForward&, std::int64_t begin, std::int64_t end);
  void (*batch_norm_forward)(const BatchNormForward&, std::int64_t begin, std::int64_t end);
  // The gradients by gamma and beta, of these rows; then the rest.
  void (*batch_norm_sums)(const BatchNormBackward&, std::int64_t begin, std::int64_t end);
  void (*batch_norm_backward)(const BatchNormBackward&, std::int64_t begin, std::int64_t end);

  // to[i] = (from[i] - 127.5) / 127.5
  void (*scale_pixels)(const std::uint8_t* from, float* to, std::int64_t count);
  // In place.
  void (*tanh)(float* values, std::int64_t count);

  // Products from bfloat16 operands; null where the instruction set has none. B is float32 weights
  // [columns, depth] in the first, float32 weights [depth, columns] in the second, and bfloat16
  // [depth, columns] in the third.
  void (*forward_bf16)(const Bf16Product&, const ForwardFinish&, const Block&, float*) = nullptr;
  void (*input_gradient_bf16)(const Bf16Product&, const InputGradientFinish&, const Block&,
                              float*) = nullptr;
  void (*adam_bf16)(const Bf16Product&, const AdamFinish&, const Block&, float*) = nullptr;
  void (*pair_rows)(const PairRows&, std::int64_t begin, std::int64_t end) = nullptr;
  void (*round)(const float* from, std::uint16_t* to, std::int64_t count) = nullptr;
};

// The fastest that this processor can run.
const CpuKernels& cpu_kernels();

// One of them by name: "generic", "avx2", "avx512" or "avx512bf16"; null where this processor
// cannot run it.
const CpuKernels* cpu_kernels(const char* instruction_set);

}  // namespace gan
