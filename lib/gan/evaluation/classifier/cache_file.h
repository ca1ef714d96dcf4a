// What took long to compute, kept in a cache folder.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/storage/safetensors/safetensors.h"

namespace gan {

struct CachedContent {
  std::string bytes;    // of the file, which the content's views are into
  Safetensors content;  // with all its metadata
};

// The safetensors file at `path`, or nothing where none is there. Throws Error where it is damaged
// or does not have each entry of `required` among its metadata: it is of something else then.
std::optional<CachedContent> read_cached(const std::string& path,
                                         const std::map<std::string, std::string>& required);

// Writes it, and the folders that are missing. Returns why it could not, else an empty text: what
// cannot be kept is computed again the next time.
std::string write_cached(const std::string& path, const Safetensors& content);

// Shares the memory of a float32 tensor on the CPU.
TensorView float32_view(const at::Tensor& tensor);

// Copies the tensor of that name into `to`; false where there is none of its shape.
bool read_float32(const Safetensors& content, const std::string& name, const at::Tensor& to);

}  // namespace gan
