// Digits for classifiers to learn from.
#pragma once

#include <cstdint>

#include <torch/types.h>

#include "gan/data/sources/synthetic.h"
#include "gan/evaluation/classifier/classifier_file.h"

namespace gan::test {

// Synthetic digits, uint8 [count, 28, 28] with their labels, int64.
inline LabelledImages labelled_digits(std::int64_t count, std::uint64_t seed) {
  SyntheticDigits digits = draw_synthetic_digits(count, seed);
  return {torch::from_blob(digits.images.bytes.data(), {count, 28, 28}, torch::kUInt8).clone(),
          torch::from_blob(digits.labels.bytes.data(), {count}, torch::kUInt8).to(torch::kInt64)};
}

// uint8 [count, 3, 28, 28]: yellow on blue.
inline at::Tensor in_colour(const at::Tensor& digits) {
  return torch::stack({digits, digits, 255 - digits}, 1);
}

}  // namespace gan::test
