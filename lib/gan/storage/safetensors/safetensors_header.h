// What the JSON header of a safetensors file says, once it is checked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gan/base/error.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan {

constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{16} << 20;
constexpr std::uint64_t kMostSafetensorsBytes = std::uint64_t{4} << 30;

// Where the bytes of a tensor are, counted from the end of the header.
struct TensorPlace {
  ElementType type = ElementType::u8;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;
};

struct SafetensorsHeader {
  std::map<std::string, std::string> metadata;
  std::map<std::string, TensorPlace> tensors;
};

// As files name it: "F32".
const char* name_of(ElementType type);

// Reads a header, spaces behind it included, to which `data_bytes` bytes of tensors belong. Throws
// `wrong`, completed, for one that is not of the format or does not describe exactly these bytes.
SafetensorsHeader read_safetensors_header(std::string_view json, std::uint64_t data_bytes,
                                          const Error& wrong);

}  // namespace gan
