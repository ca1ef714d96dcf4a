// Tensors as bare float32 numbers in a file, which Python reads and writes as easily.
#pragma once

#include <string>

#include <torch/types.h>

#include "files.h"

namespace gan::test {

inline void write_raw(const std::string& path, const at::Tensor& tensor) {
  const at::Tensor plain = tensor.detach().to(torch::kFloat32).contiguous();
  write_file(path, {static_cast<const char*>(plain.data_ptr()), plain.nbytes()});
}

// [rows, numbers / rows]
inline at::Tensor read_raw(const std::string& path, std::int64_t rows) {
  std::string bytes = read_file(path);
  const auto count = static_cast<std::int64_t>(bytes.size() / sizeof(float));
  return torch::from_blob(bytes.data(), {rows, count / rows}, torch::kFloat32).clone();
}

inline double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return 1e300;
  return (a - b).abs().max().item<double>();
}

}  // namespace gan::test
