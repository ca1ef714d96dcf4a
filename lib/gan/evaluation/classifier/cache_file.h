// Results that take long to compute, kept in cache files.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/storage/safetensors/safetensors.h"

namespace gan {

struct CachedContent {
  std::string bytes;    // of the file; the content's views point into them
  Safetensors content;  // with all its metadata
};

// The safetensors file at `path`, or nothing if there is none. Throws Error if it is damaged, or if
// its metadata lacks an entry of `required`: then it holds another result.
std::optional<CachedContent> read_cached(const std::string& path,
                                         const std::map<std::string, std::string>& required);

// Writes the file and creates missing folders. Returns the reason if that fails, else an empty
// text; it throws no Error, as the result can be computed again.
std::string write_cached(const std::string& path, const Safetensors& content);

// Shares the memory of a float32 tensor on the CPU.
TensorView float32_view(const at::Tensor& tensor);

// Copies the float32 tensor of that name into `to`; false if there is none of its shape.
bool read_float32(const Safetensors& content, const std::string& name, const at::Tensor& to);

}  // namespace gan
