// IDX files of synthetic digits, for commands to train on.
#pragma once

#include <cstdint>
#include <string>

#include "files.h"
#include "gan/data/formats/idx.h"
#include "gan/data/sources/synthetic.h"

namespace gan::test {

// Images and labels of a `role`, "train" or "t10k", under MNIST's names.
inline void write_digits(const std::string& folder, const std::string& role, std::int64_t count,
                         std::uint64_t seed) {
  const SyntheticDigits digits = draw_synthetic_digits(count, seed);
  const std::string begin = folder + "/" + role;
  write_file(begin + "-images-idx3-ubyte",
             encode_idx(digits.images.sizes, digits.images.bytes.data()));
  write_file(begin + "-labels-idx1-ubyte",
             encode_idx(digits.labels.sizes, digits.labels.bytes.data()));
}

}  // namespace gan::test
