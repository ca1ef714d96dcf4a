// What training does with whole columns: sums over the batch, batch normalisation and Adam's step
// by a stored gradient.
#pragma once

#include <cstdint>

#include "gan/engines/kernels/product.h"

namespace gan {

// A `bf16` pointer says where a bfloat16 copy of what is written goes, if one is wanted; its
// stride is that of the float32. Pointers to [rows, columns] matrices have strides that are
// multiples of kPadding; those to [columns] vectors are not padded.

// Adam on a bias: its gradient is the sum of `gradient` over the rows.
struct BiasAdam {
  const float* gradient = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;
  AdamFinish bias;
};

// Adam's step by a gradient [columns] that was stored.
struct StoredGradient {
  const float* gradient = nullptr;
  std::int64_t columns = 0;
  AdamFinish parameter;
};

// Batch normalisation (Ioffe and Szegedy 2015, algorithm 1); then relu, if `relu`.
struct BatchNormForward {
  const float* input = nullptr;
  float* output = nullptr;
  std::uint16_t* bf16 = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;
  const float* gamma = nullptr;
  const float* beta = nullptr;
  float epsilon = 0;
  bool relu = false;
  float* moving_mean = nullptr;
  float* moving_variance = nullptr;
  // For the batch's statistics, not for the moving ones:
  float momentum = 0;  // weight of the old moving statistics, as in Keras
  float* batch_mean = nullptr;
  float* batch_variance = nullptr;  // biased
};

// The backward pass through batch normalisation, in place on `gradient`, with Adam's steps on
// gamma, beta and the bias of the Dense layer before. relu_after: relu came after the
// normalisation, and `output` tells where it was 0; else it came before, and `input` tells. The
// rows may be a part of the batch that the statistics are of.
struct BatchNormBackward {
  float* gradient = nullptr;
  std::uint16_t* bf16 = nullptr;
  const float* input = nullptr;
  const float* output = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;
  const float* batch_mean = nullptr;
  const float* batch_variance = nullptr;
  float epsilon = 0;
  bool relu_after = false;
  float* gamma_gradient = nullptr;  // of these rows
  float* beta_gradient = nullptr;
  std::int64_t batch_rows = 0;
  const float* batch_gamma_gradient = nullptr;  // of the whole batch
  const float* batch_beta_gradient = nullptr;
  AdamFinish gamma;
  AdamFinish beta;
  AdamFinish bias;
};

// bfloat16 [rows, columns] to pairs of numbers that follow each other in a column: uint32 [rows / 2
// rounded up, stride], the upper row in the low half, 0 below the last row.
struct PairRows {
  const std::uint16_t* from = nullptr;
  std::uint32_t* to = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;
};

}  // namespace gan
